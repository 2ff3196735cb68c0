from django.urls import include, path

from tests.lodge import views

urlpatterns = [
    path("lodge/", views.guests),
    path("lodge/stream/", views.stream),
    path("lodge/peep/", views.peep),
    path("lodge/<uuid:key>/", views.guest),
    path("lodge/<uuid:key>/rename/", views.rename),
    path("lodge/<uuid:key>/erase/", views.erase),
    path("", include("fairlead.site.urls")),
]

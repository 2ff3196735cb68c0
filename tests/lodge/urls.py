from django.urls import include, path

from tests.lodge import views

urlpatterns = [
    path("lodge/", views.guests, name="lodge"),
    path("lodge/stream/", views.stream, name="lodge-stream"),
    path("lodge/peep/", views.peep, name="lodge-peep"),
    path("lodge/<uuid:key>/", views.guest, name="lodge-guest"),
    path("lodge/<uuid:key>/rename/", views.rename, name="lodge-rename"),
    path("lodge/<uuid:key>/erase/", views.erase, name="lodge-erase"),
    path("", include("fairlead.site.urls")),
]

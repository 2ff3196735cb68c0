from django.urls import include, path

from fairlead.ui.exports import export_urls
from tests.lodge import views
from tests.lodge.tables import GUESTS

urlpatterns = [
    path("lodge/", views.guests, name="lodge"),
    path("lodge/stream/", views.stream, name="lodge-stream"),
    path("lodge/peep/", views.peep, name="lodge-peep"),
    path("lodge/<uuid:key>/", views.guest, name="lodge-guest"),
    path("lodge/<uuid:key>/rename/", views.rename, name="lodge-rename"),
    path("lodge/<uuid:key>/erase/", views.erase, name="lodge-erase"),
    path("lodge/table/", views.table, name="lodge-table"),
    *export_urls(GUESTS, "lodge/table/"),
    path("", include("fairlead.site.urls")),
]

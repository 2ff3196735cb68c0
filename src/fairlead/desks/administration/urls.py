from django.urls import path

from fairlead.desks.administration import views
from fairlead.desks.administration.queries.agencies import AGENCIES
from fairlead.ui.exports import export_urls

app_name = "administration"
urlpatterns = [
    path("doctor/", views.doctor, name="doctor"),
    path("agencies/", views.agencies, name="agencies"),
    *export_urls(AGENCIES, "agencies/"),
    path("agencies/<uuid:key>/", views.agency, name="agency"),
    path("agencies/<uuid:key>/names/", views.alter_agency, name="alter-agency"),
    path("jobs/", views.work, name="jobs"),
    path("jobs/<uuid:key>/retry/", views.retry, name="retry-job"),
    path("jobs/<uuid:key>/discard/", views.discard, name="discard-job"),
    path("jobs/<uuid:key>/cancel/", views.cancel, name="cancel-job"),
]

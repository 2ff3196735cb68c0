from django.urls import include, path
from django.views.i18n import set_language

from fairlead.site import api, health

urlpatterns = [
    path("health/alive", health.alive, name="alive"),
    path("health/ready", health.ready, name="ready"),
    path("account/", include("allauth.urls")),
    path("language/", set_language, name="set_language"),
    path("api/", include(api.urls())),
    path("", include("fairlead.desks.reception.urls")),
]

from django.conf import settings
from django.urls import include, path

from fairlead.desks.reception import urls as reception
from fairlead.desks.reception.views.language import choose_display, choose_language
from fairlead.site import api, health

handler400 = "fairlead.site.failures.bad_request"
handler403 = "fairlead.site.failures.permission_denied"
handler404 = "fairlead.site.failures.not_found"
handler500 = "fairlead.site.failures.server_error"

urlpatterns = [
    path("health/alive", health.alive, name="alive"),
    path("health/ready", health.ready, name="ready"),
    path("account/", include(reception.account)),
    path("language/", choose_language, name="set_language"),
    path("display/", choose_display, name="set_display"),
    path("", include(reception.own_lists)),
    path("api/", include(api.urls())),
    path("", include("fairlead.desks.oversight.urls")),
    path("casework/", include("fairlead.desks.casework.urls")),
    path("administration/", include("fairlead.desks.administration.urls")),
    path("", include("fairlead.desks.reception.urls")),
]

if settings.FAIRLEAD_DEMONSTRATION:
    urlpatterns.append(path("style/", include("fairlead.ui.guide.urls")))

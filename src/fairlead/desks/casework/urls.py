from django.urls import path

from fairlead.desks.casework.queries.cases import CASES
from fairlead.desks.casework.views import cases
from fairlead.ui.exports import export_urls

app_name = "casework"
urlpatterns = [
    path("cases/", cases.cases, name="cases"),
    *export_urls(CASES, "cases/"),
]

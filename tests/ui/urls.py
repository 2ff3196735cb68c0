from django.urls import include, path

urlpatterns = [
    path("style/", include("fairlead.ui.guide.urls")),
    path("", include("tests.lodge.urls")),
]

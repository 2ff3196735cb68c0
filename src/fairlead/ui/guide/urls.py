from django.urls import path

from fairlead.ui.guide import views

app_name = "style"
urlpatterns = [
    path("", views.index, name="index"),
    path("part/job/", views.job, name="job"),
    path("<slug:code>/", views.component, name="component"),
]

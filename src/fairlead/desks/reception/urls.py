from django.urls import path

from fairlead.desks.reception import views

app_name = "reception"
urlpatterns = [path("", views.home, name="home")]

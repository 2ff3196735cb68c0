from django.urls import path

from fairlead.desks.reception.views import home, purpose

app_name = "reception"
urlpatterns = [
    path("", home.home, name="home"),
    path("purpose/", purpose.choose, name="purpose"),
]

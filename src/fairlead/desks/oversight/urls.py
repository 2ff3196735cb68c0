from django.urls import path

from fairlead.desks.oversight import views

app_name = "oversight"
urlpatterns = [path("witness/add-checkpoint", views.add_checkpoint, name="add-checkpoint")]

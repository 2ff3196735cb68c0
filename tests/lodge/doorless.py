"""Addresses with a mistake in them, to show that it is found."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from tests.lodge import views


def open_window(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.path)


urlpatterns = [
    path("window/", open_window, name="open-window"),
    path("lodge/", views.guests, name="lodge"),
]

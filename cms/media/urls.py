"""Addresses of files and images."""

from django.urls import path

from cms.media import views

urlpatterns = [
    path("files/<uuid:uuid>/<str:filename>", views.file_view, name="hub_file"),
    path("media/<path:path>", views.media_view, name="hub_media"),
]

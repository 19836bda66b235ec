"""How the hub is put together. Importing it makes the Celery app the one that tasks are sent by."""

from settings.celery import app as celery_app

__all__ = ["celery_app"]

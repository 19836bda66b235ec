"""What the background processes leave in the database."""

from django.db import models


class Heartbeat(models.Model):
    """When the worker or beat last showed that it is alive."""

    name = models.CharField(max_length=20, unique=True)
    beaten_at = models.DateTimeField()

    class Meta:
        app_label = "cms"

    def __str__(self) -> str:
        return f"{self.name} at {self.beaten_at:%Y-%m-%d %H:%M:%S}"

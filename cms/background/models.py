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


class JobFault(models.Model):
    """A background task that fails, from its first failure until it succeeds."""

    name = models.CharField(max_length=100, unique=True)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    times = models.PositiveIntegerField(default=1)
    fault = models.TextField()

    class Meta:
        app_label = "cms"
        ordering = ["first_at"]

    def __str__(self) -> str:
        return f"{self.name}: {self.fault}"

    @property
    def times_in_words(self) -> str:
        """Return how often it failed."""
        return "once" if self.times == 1 else f"{self.times} times"

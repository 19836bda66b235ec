from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """Someone who signs in to the admin. Nothing of it ever reaches a public document."""

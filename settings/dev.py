"""Development and `make run`: plain HTTP on this machine, mail on the terminal, errors in full."""

from settings.base import *  # noqa: F403

DEBUG = True
DEMONSTRATION_ACCOUNTS = True
INSTALLED_APPS = ["demo", *INSTALLED_APPS]  # noqa: F405
STORAGES = STORAGES | {  # noqa: F405
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True

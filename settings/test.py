"""Tests: quick password hashes, tasks on demand, a folder of their own that goes when they end."""

import atexit
import shutil
import tempfile
from pathlib import Path

from settings import base
from settings.base import *  # noqa: F403

INSTALLED_APPS = ["demo", *INSTALLED_APPS]  # noqa: F405
DEMONSTRATION_ACCOUNTS = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CELERY_BROKER_URL = "memory://"
STATE_DIR = Path(tempfile.mkdtemp(prefix="hub-test-"))
atexit.register(shutil.rmtree, STATE_DIR, ignore_errors=True)
if Path(DATABASES["default"]["NAME"]) == base.STATE_DIR / "hub.sqlite3":  # noqa: F405
    # Tests have a database of their own in memory; what goes past it must not find the developer's. One that
    # a test names for a process that it starts is meant.
    DATABASES["default"]["NAME"] = str(STATE_DIR / "hub.sqlite3")  # noqa: F405
SEARCH_URL = f"tantivy://{STATE_DIR}/search"
MEDIA_ROOT = str(STATE_DIR / "media")
STATIC_ROOT = STATE_DIR / "static"
STATIC_ROOT.mkdir()
STORAGES = STORAGES | {  # noqa: F405
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}

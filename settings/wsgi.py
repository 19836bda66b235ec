"""The web server's way in: plain reads of stored documents first, Django for all else."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings.base")

from django.core.wsgi import get_wsgi_application

django = get_wsgi_application()

from cms.api.fast_lane import FastLane  # noqa: E402
from cms.api.watched_file import watched_database  # noqa: E402

application = FastLane(django, watched_database())

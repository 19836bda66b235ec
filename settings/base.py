"""Settings that are safe for production. `dev.py` and `test.py` only relax them."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONE, SELF, UNSAFE_INLINE

from settings.env import ROOT, STATE, read_environment
from settings.left_out import leave_out_wagtails_own_api
from settings.logs import logging_settings
from settings.media import made, storage_settings

env = read_environment()
leave_out_wagtails_own_api()

DEBUG = False
SECRET_KEY = env["SECRET_KEY"]
ALLOWED_HOSTS = env["ALLOWED_HOSTS"]
HUB_URL = env["HUB_URL"]
PUBLIC_SITE_URL = env["PUBLIC_SITE_URL"]
WEBSITE = env["WEBSITE"]
REGISTER_FOUR_EYES = env["REGISTER_FOUR_EYES"]
# The hub's own website draws drafts, unless another one does.
PREVIEW_URL = env["PREVIEW_URL"] or ("/preview/{token}/?as={mode}" if WEBSITE else "")
METRICS_TOKEN = env["METRICS_TOKEN"]
ASSESSMENT_ORIGINS = env["ASSESSMENT_ORIGINS"]
TRUSTED_PROXIES = env["TRUSTED_PROXIES"]
STATE_DIR = made(Path(env["STATE_DIR"]), "STATE_DIR")

INSTALLED_APPS = [
    "home",
    "practice",
    "events",
    "standard",
    "cms",
    "users",
    # Its answers are described by the documents that all before it have registered.
    "search",
    "insight",
    "website",
    "ninja",
    "wagtail_modeladmin",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "cms.api.middleware.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "cms.api.middleware.PublicApiMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "cms.api.middleware.SlashMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "settings.security.PolicyMiddleware",
]

ROOT_URLCONF = "settings.urls"
WSGI_APPLICATION = "settings.wsgi.application"
AUTH_USER_MODEL = "users.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

database: dict[str, Any] = env["DATABASE_URL"]
if database["ENGINE"].endswith("sqlite3"):
    # IMMEDIATE: a transaction that starts by reading and then writes would otherwise fail at once where
    # another process writes. The wait is long because SQLite's busy handler is not fair under load.
    database["OPTIONS"] = {
        "timeout": 30,
        "transaction_mode": "IMMEDIATE",
        # A quarter of what Python would keep in each thread: a list's filters make a statement of its own.
        "cached_statements": 32,
        # What a service deletes of its assessment is overwritten, not only forgotten. A quarter
        # of the pages that SQLite would keep in each thread are kept: the system keeps the file anyway.
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
            "PRAGMA secure_delete=ON; PRAGMA cache_size=-512;"
        ),
    }
    # Opening the file costs more than most reads; nothing on the way can break the connection.
    database["CONN_MAX_AGE"] = None
else:
    database["CONN_MAX_AGE"] = 60
    database["CONN_HEALTH_CHECKS"] = True
DATABASES = {"default": database}

CACHES = {"default": env["CACHE_URL"]}
SEARCH_URL = env["SEARCH_URL"]
STORAGES, MEDIA_ROOT = storage_settings(env["MEDIA_STORE"])
MEDIA_URL = f"{HUB_URL}/media/"
STATIC_URL = "/static/"
# Static files belong to this copy of the code, not to the state of the machine.
STATIC_ROOT = STATE / "static"

for name, value in env["EMAIL_URL"].items():
    globals()[name] = value
# A mail server that does not answer must not hold up a request or a task for ever.
EMAIL_TIMEOUT = 15
DEFAULT_FROM_EMAIL = env["DEFAULT_FROM_EMAIL"]
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EDITORS_MAILBOX = env["EDITORS_MAILBOX"]
ARCHIVE_AFTER_MONTHS = env["ARCHIVE_AFTER_MONTHS"]
LINK_CHECKS_PER_HOUR = env["LINK_CHECKS_PER_HOUR"]
LINK_CHECKS_CONTACT = env["LINK_CHECKS_CONTACT"] or PUBLIC_SITE_URL

AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# People with a password that everyone knows belong to a demonstration only.
DEMONSTRATION_ACCOUNTS = False

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True

# A page with many blocks posts more fields than Django's 1,000.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

LOGGING = logging_settings(env["LOG_FORMAT"])

# Celery reads the names that start with CELERY_.
CELERY_BROKER_URL = env["CELERY_BROKER_URL"]
CELERY_TIMEZONE = TIME_ZONE
TASKS = {"default": {"BACKEND": "cms.background.wagtail_tasks.CeleryBackend", "QUEUES": []}}

WAGTAIL_SITE_NAME = "Parent and Carer Involvement hub"
WAGTAILADMIN_BASE_URL = HUB_URL
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
WAGTAIL_CONTENT_LANGUAGES = [("en-gb", "English")]
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAILIMAGES_IMAGE_MODEL = "cms.HubImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "cms.media.forms.HubImageForm"
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 15 * 1024 * 1024
WAGTAILDOCS_DOCUMENT_MODEL = "cms.HubDocument"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "cms.media.forms.HubDocumentForm"
WAGTAILDOCS_MAX_UPLOAD_SIZE = 25 * 1024 * 1024
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "odt", "ods", "pdf", "pptx", "txt", "xlsx", "zip"]
WAGTAILREDIRECTS_AUTO_CREATE = True
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
# Wagtail shows previews in a frame of the admin itself.
X_FRAME_OPTIONS = "SAMEORIGIN"
SILENCED_SYSTEM_CHECKS = ["security.W019"]
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = False
CSRF_FAILURE_VIEW = "website.assessment.forgery.refuse"
if env["BEHIND_TLS_PROXY"]:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    # The machine's own health checks come over plain HTTP.
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        # Documents name images by the hub's own address, which may not be the one that was typed.
        "img-src": [SELF, "data:", HUB_URL],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
    }
}
preview_site = urlsplit(PREVIEW_URL)
# Wagtail's admin writes inline scripts and styles and has no nonces.
ADMIN_CONTENT_SECURITY_POLICY = {
    **CONTENT_SECURITY_POLICY["DIRECTIVES"],
    "script-src": [SELF, UNSAFE_INLINE],
    "script-src-attr": [NONE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:", HUB_URL],
    # The website that shows drafts in the editor's preview panel.
    "frame-src": [SELF, *([f"{preview_site.scheme}://{preview_site.netloc}"] if preview_site.netloc else [])],
}
ROOT_DIR = ROOT

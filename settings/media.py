"""Where files are kept: the folders of this machine, and Django's storages from MEDIA_STORE."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from django.core.exceptions import ImproperlyConfigured


def made(folder: Path, variable: str) -> Path:
    """Return the folder, made where it is missing; raises ImproperlyConfigured naming the variable."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(
            f"{variable}: the folder {folder} cannot be made: {error.strerror}."
        ) from error
    return folder


def storage_settings(media_store: str) -> tuple[dict[str, Any], str]:
    """Return STORAGES and MEDIA_ROOT for `file:///folder` or `s3://bucket?endpoint_url=...`."""
    parts = urlsplit(media_store)
    storages: dict[str, Any] = {
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
    if parts.scheme == "s3":
        options = {"bucket_name": parts.netloc, "querystring_auth": False, "file_overwrite": False}
        storages["default"] = {
            "BACKEND": "storages.backends.s3.S3Storage",
            "OPTIONS": options | dict(parse_qsl(parts.query)),
        }
        return storages, ""
    storages["default"] = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    return storages, str(made(Path(parts.path), "MEDIA_STORE"))

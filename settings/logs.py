"""Logs on standard error: one JSON object a line with the request's id, or plain text for people."""

from typing import Any


def logging_settings(log_format: str) -> dict[str, Any]:
    """Return Django's LOGGING for `json` or `text`."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {
            "request_id": {"()": "cms.api.request_id.RequestIdFilter"},
            "no_secrets": {"()": "cms.api.private.RedactingFilter"},
        },
        "formatters": {
            "json": {
                "()": "pythonjsonlogger.json.JsonFormatter",
                "fmt": "%(asctime)s %(levelname)s %(name)s %(message)s %(request_id)s",
                "datefmt": "%Y-%m-%dT%H:%M:%S%z",
                "rename_fields": {"asctime": "at", "levelname": "level", "name": "logger"},
            },
            "text": {"format": "%(levelname)s %(name)s %(message)s [%(request_id)s]"},
        },
        "handlers": {
            "console": {
                "class": "logging.StreamHandler",
                "formatter": log_format,
                "filters": ["request_id", "no_secrets"],
            }
        },
        "root": {"handlers": ["console"], "level": "INFO"},
        "loggers": {
            # Django's own configuration adds a handler, which would print each line twice.
            "django": {"handlers": [], "propagate": True},
            "django.security.DisallowedHost": {"level": "CRITICAL"},
            "django.server": {"handlers": [], "propagate": True},
            # A line for each request to the search cluster; what fails is told by whoever asked.
            "elastic_transport": {"level": "ERROR"},
            "fontTools": {"level": "ERROR"},
            # A line for each sweep, every few seconds, would bury what matters; failures are errors.
            "celery.beat": {"level": "WARNING"},
            "celery.worker.strategy": {"level": "WARNING"},
            "celery.app.trace": {"level": "WARNING"},
        },
    }

"""The one Celery app: `celery -A settings worker` and `celery -A settings beat` find it here."""

import os
from typing import Any

from celery import Celery
from celery.schedules import crontab
from celery.signals import setup_logging
from kombu import Queue
from kombu.transport import TRANSPORT_ALIASES

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings.base")
TRANSPORT_ALIASES["embedded"] = "cms.background.embedded:Transport"

SECONDS_BETWEEN = {
    "cms.refresh_content": 5,
    "search.follow_changes": 5,
    "cms.publish_scheduled": 30,
    "cms.withdraw_images": 20,
    "cms.make_missing_renditions": 60,
    "cms.inspect_files": 300,
    "search.read_files": 60,
    "cms.check_links": 60,
    "cms.check_live_pages": 60,
    "cms.tidy_database": 3600,
    "standard.forget_callers": 900,
}

# By the council's clock. Reminders that failed at 8am are tried again at midday and in the afternoon.
AT_A_TIME = {
    "cms.mend_admin_indexes": crontab(hour=3, minute=20),
    "search.purge_counts": crontab(hour=3, minute=50),
    "standard.remove_untouched": crontab(hour=3, minute=35),
    "standard.remind_services": crontab(hour="8,12,16", minute=15),
    "events.archive_consultations": crontab(hour=2, minute=10),
    "events.send_reminders": crontab(hour="8,12,16", minute=0),
    "cms.send_review_digests": crontab(hour="8,12,16", minute=5),
    "cms.warn_of_ending_consent": crontab(hour="8,12,16", minute=10),
}

app = Celery("hub")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.update(
    accept_content=["json"],
    task_serializer="json",
    task_ignore_result=True,
    # Threads: the tasks wait for the database, and one process answers in half the memory of three.
    worker_pool="threads",
    worker_concurrency=2,
    worker_prefetch_multiplier=1,
    worker_redirect_stdouts=False,
    broker_connection_retry_on_startup=True,
    # An editor's save waits for the publish, and the sweeps redo what a lost message asked for. One retry
    # mends a connection that the broker closed; the timeout (Redis reads it) is for one that answers nothing.
    task_publish_retry_policy={"max_retries": 1, "interval_start": 0},
    broker_transport_options={"socket_connect_timeout": 2, "socket_timeout": 2},
    # Wagtail's tasks come in floods, several a saved page. In a queue of their own, which the worker reads in
    # turn with ours, they can not keep readers waiting for a fresh document.
    task_default_queue="hub",
    task_queues=[Queue("hub", routing_key="hub"), Queue("wagtail", routing_key="wagtail")],
    task_default_routing_key="hub",
    task_routes={"cms.run_wagtail_task": {"queue": "wagtail", "routing_key": "wagtail"}},
    imports=["cms.background.heartbeats", "cms.background.job_faults", "cms.background.wagtail_tasks"],
    beat_scheduler="celery.beat:Scheduler",
    # A sweep that nobody took before the next one is due is not worth taking: messages must not pile up.
    beat_schedule={
        task: {"task": task, "schedule": seconds, "options": {"expires": seconds}}
        for task, seconds in SECONDS_BETWEEN.items()
    }
    | {task: {"task": task, "schedule": at, "options": {"expires": 3600}} for task, at in AT_A_TIME.items()},
)
app.autodiscover_tasks()


@setup_logging.connect
def keep_django_logging(**kwargs: Any) -> None:
    """Leave the log to Django's LOGGING: Celery sets nothing up where this signal has a receiver."""

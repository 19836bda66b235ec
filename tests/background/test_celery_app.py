"""The one Celery app: found by every process, and its schedule names tasks that exist."""

import subprocess
import sys

from settings.celery import AT_A_TIME, SECONDS_BETWEEN, app

WAGTAIL_AND_OURS = {"cms.run_wagtail_task": "wagtail", "cms.refresh_content": "hub"}
WHICH_APP = """
import django, threading
django.setup()
from celery import current_app
print(current_app.main)
threading.Thread(target=lambda: print(current_app.main)).start()
"""


def test_every_process_that_sets_django_up_publishes_through_this_app():
    result = subprocess.run([sys.executable, "-c", WHICH_APP], capture_output=True, text=True, check=True)
    assert result.stdout.split() == ["hub", "hub"]


def test_every_scheduled_task_exists():
    app.loader.import_default_modules()
    assert set(SECONDS_BETWEEN) | set(AT_A_TIME) | {"cms.run_wagtail_task"} <= set(app.tasks)


def test_a_sweep_expires_before_the_next_one_is_sent():
    schedule = app.conf.beat_schedule
    assert {entry["task"] for entry in schedule.values()} == set(SECONDS_BETWEEN) | set(AT_A_TIME)
    for entry in (schedule[task] for task in SECONDS_BETWEEN):
        assert entry["options"]["expires"] == entry["schedule"]


def test_a_flood_of_wagtails_tasks_does_not_hold_up_ours() -> None:
    queues = {name: app.amqp.router.route({}, name)["queue"].name for name in WAGTAIL_AND_OURS}
    assert queues == WAGTAIL_AND_OURS
    assert {queue.routing_key for queue in app.amqp.queues.values()} == {"hub", "wagtail"}

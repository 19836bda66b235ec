"""What a hub's own Python is asked to do in a process of its own."""

from tests.reliability.content import Example

PUBLISH = """
from django.db import transaction
from practice.models import PracticeExamplePage
for number in range({times}):
    for pk in {pages}:
        with transaction.atomic():
            page = PracticeExamplePage.objects.get(pk=pk)
            page.title = f"{name} {{number}}"
            page.save_revision().publish()
"""
RENAME = """
from cms.taxonomies import Theme
theme = Theme.objects.get(pk={theme})
theme.name = {name!r}
theme.save()
"""
# What the worker does with the message that beat sends.
SWEEP = """
from settings.celery import app
app.loader.import_default_modules()
print("built", app.tasks[app.conf.beat_schedule["cms.refresh_content"]["task"]]())
"""
REBUILD = """
from django.utils import timezone
from cms.content.rebuilding import forget_place, rebuild
for _ in range({times}):
    forget_place()
    rebuild(timezone.now(), lambda done, total: None)
"""
MAKE = """
from tests.factories import PracticeExampleFactory
for number in range({times}):
    PracticeExampleFactory(title=f"New {{number}}")
"""


def publish(name: str, examples: list[Example], times: int) -> str:
    """Publish examples in turn, each time under another title."""
    return PUBLISH.format(times=times, name=name, pages=[example.page for example in examples])


def rename(theme: int, *names: str) -> str:
    """Give a theme one name after the other."""
    return "".join(RENAME.format(theme=theme, name=name) for name in names)


def rebuild(times: int) -> str:
    """Build all documents again, from the start each time."""
    return REBUILD.format(times=times)


def make(times: int) -> str:
    """Make new published examples."""
    return MAKE.format(times=times)

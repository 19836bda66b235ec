"""Content for a hub under test; its own Python makes it, by `manage.py shell`."""

import json
from dataclasses import dataclass

from tests.reliability.hub import Hub

NAME, PASSWORD = "editor", "a-password-for-these-tests"

MAKE = """
import json
from tests.factories import PracticeExampleFactory, PracticeIndexFactory, ThemeFactory
from users.models import User
User.objects.create_superuser({name!r}, "editor@example.org", {password!r})
theme = ThemeFactory(name="Short breaks", slug="short-breaks")
pages = [PracticeExampleFactory(title=f"Example {{number}}") for number in range({themed} + {plain})]
for page in pages[:{themed}]:
    page.themes.add(theme)
    page.save_revision().publish()
print(json.dumps([theme.pk, [[page.pk, str(page.content_id)] for page in pages]]))
"""
# Without the admin's revisions, and stored all at once: quicker than publishing each.
MAKE_MANY = """
from django.db import transaction
from django.utils import timezone
from cms.content.rebuilding import rebuild
from practice.models import PracticeIndexPage
from tests.factories import PracticeExampleFactory, PracticeIndexFactory, ThemeFactory
theme = ThemeFactory(name="Many", slug="many")
with transaction.atomic():
    index = PracticeIndexPage.objects.first() or PracticeIndexFactory()
    for number in range({count}):
        values = {{"title": f"Example {{number}} of many", "first_published_at": timezone.now()}}
        page = PracticeExampleFactory.build(parent=None, **values)
        page.themes = [theme]
        index.add_child(instance=page)
rebuild(timezone.now(), lambda done, total: None)
print(theme.pk)
"""


@dataclass(frozen=True)
class Example:
    """A published example, as the admin and as the public know it."""

    page: int
    id: str


@dataclass(frozen=True)
class Content:
    """What a hub was filled with."""

    theme: int
    themed: list[Example]
    plain: list[Example]


def make_content(hub: Hub, themed: int, plain: int) -> Content:
    """Make an administrator and published examples, of which `themed` carry one theme."""
    script = MAKE.format(name=NAME, password=PASSWORD, themed=themed, plain=plain)
    printed = hub.script(script)
    theme, pages = json.loads(printed.splitlines()[-1])
    examples = [Example(*page) for page in pages]
    return Content(theme, examples[:themed], examples[themed:])


def make_many(hub: Hub, count: int) -> int:
    """Make public examples that carry one theme; return the theme."""
    return int(hub.script(MAKE_MANY.format(count=count)).splitlines()[-1])

import io

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page

from cms.content.models import ContentItem
from cms.models import HubImage
from demo.loading import is_empty
from tests.demo.packs import edit
from users.models import User


@pytest.mark.django_db
def test_a_broken_pack_loads_nothing(pack_copy):
    edit(pack_copy, "events.json", lambda rows: rows[3].update(related_consultation="no-such"))
    edit(pack_copy, "toolkits.json", lambda rows: rows[4].update(mood="merry"))
    pages = Page.objects.count()

    with pytest.raises(CommandError) as refused:
        call_command("load_demo", "--folder", str(pack_copy), stdout=io.StringIO())

    message = str(refused.value)
    assert "events.json, parent-carer-forum-open-evening, related_consultation: “no-such”" in message
    assert "toolkits.json, book-interpreters-and-translation, mood: " in message
    assert "2 faults" in message
    assert (Page.objects.count(), ContentItem.objects.count(), HubImage.objects.count()) == (pages, 0, 0)
    assert is_empty()
    assert not User.objects.exists()

"""What runs each night."""

from __future__ import annotations

from wagtail.models import ReferenceIndex

from cms.tasks import mend_admin_indexes
from tests.factories import ImageFactory, InformationFactory


def test_the_admin_finds_again_what_a_lost_message_left_out(site) -> None:
    image = ImageFactory()
    InformationFactory(image=image)
    ReferenceIndex.objects.all().delete()
    mend_admin_indexes()
    assert ReferenceIndex.get_references_to(image).count() == 1

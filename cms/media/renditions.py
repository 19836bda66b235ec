"""Make the sizes of an image that public documents list, outside of any transaction."""

from __future__ import annotations

import io
import logging
from typing import Any

from django.core.files import File
from django.db import transaction
from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Substr
from django.utils import timezone
from wagtail.images.models import Filter

from cms.content.dependents import mark_stale
from cms.media.models import VERSION_LENGTH, HubImage, HubRendition
from cms.media.sizes import PUBLIC_FILTER_SPECS, WIDTHS, standard_filter_specs

logger = logging.getLogger(__name__)


def make_renditions(image: HubImage) -> int:
    """Make what an image lacks of the standard renditions; return how many were made.

    Those of a file that has been replaced go in the same transaction in which the new ones appear, so no
    document is ever without.
    """
    present = list(image.renditions.all())
    outdated = [rendition for rendition in present if rendition.file_version != image.file_version]
    made_specs = {rendition.filter_spec for rendition in present if rendition not in outdated}
    missing = [
        spec for spec in standard_filter_specs(image.width, image.file_format) if spec not in made_specs
    ]
    if not missing and not outdated:
        return 0
    made = _make_files(image, missing)
    with transaction.atomic():
        for rendition in outdated:
            rendition.delete()
        HubRendition.objects.bulk_create(made, ignore_conflicts=True)
        mark_stale([image.content_key], timezone.now())
    _delete_spare_files(image, made)
    return len(made)


def _make_files(image: HubImage, filter_specs: list[str]) -> list[HubRendition]:
    """Return unsaved renditions with stored files; one after the other, as memory is dearer than time."""
    with image.open_file() as file:
        original = file.read()
    made = []
    for spec in filter_specs:
        source = File(io.BytesIO(original), name=image.file.name)
        content = image.generate_rendition_file(Filter(spec=spec), source=source)
        rendition = HubRendition(image=image, filter_spec=spec)
        rendition.file.save(content.name, content, save=False)
        made.append(rendition)
    return made


def _delete_spare_files(image: HubImage, made: list[HubRendition]) -> None:
    """Delete the files of those that another process has made at the same time and stored first."""
    stored = set(image.renditions.values_list("file", flat=True))
    for rendition in made:
        if rendition.file.name not in stored:
            rendition.file.delete(save=False)


def make_renditions_after_commit(instance: HubImage, **kwargs: Any) -> None:
    """Make an image's renditions once it is saved; a failure is logged, and the sweep tries again."""
    # No partial: Django logs a failure by the name of the function.
    transaction.on_commit(lambda: _make_renditions_of(instance.pk), robust=True)


def _make_renditions_of(image_id: int) -> None:
    image = HubImage.objects.filter(pk=image_id, withdrawn_at=None).first()
    if image:
        make_renditions(image)


def images_without_renditions() -> QuerySet[HubImage]:
    """Return the images that lack some of the standard renditions of their present file."""
    steps = [When(width__lte=width, then=Value(count)) for count, width in enumerate(WIDTHS, 1)]
    sizes = Case(*steps, default=Value(len(WIDTHS)), output_field=IntegerField())
    formats = Case(
        When(file__iendswith=".webp", then=Value(1)), default=Value(2), output_field=IntegerField()
    )
    of_this_file = Q(renditions__filter_spec__in=PUBLIC_FILTER_SPECS) & Q(
        present_version=Substr("renditions__file", len("images/") + 1, VERSION_LENGTH)
    )
    images: QuerySet[HubImage] = HubImage.objects.annotate(
        present_version=Substr("file", len("originals/") + 1, VERSION_LENGTH),
        made=Count("renditions", filter=of_this_file),
        needed=sizes * formats,
    )
    return images.filter(made__lt=F("needed"), withdrawn_at=None)


def make_missing_renditions(limit: int) -> int:
    """Make the renditions of up to `limit` images that lack some; return how many images were mended."""
    mended = 0
    # In any order, so that images which fail each time never keep the others waiting.
    for image in images_without_renditions().order_by("?")[:limit]:
        try:
            make_renditions(image)
            mended += 1
        # One broken file must not stop the rest, whatever its decoder raises.
        except Exception:
            logger.exception("Renditions of image %s could not be made.", image.uuid)
    return mended

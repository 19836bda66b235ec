"""Make practice examples that carry one theme: `python -m benchmarks.examples`."""

from __future__ import annotations

import django
from django.db import transaction
from tqdm import trange

django.setup()

from django.utils import timezone  # noqa: E402

from cms.content.publication import sync_pages  # noqa: E402
from cms.taxonomies import Theme  # noqa: E402
from practice.models import PracticeExamplePage  # noqa: E402

COUNT = 500
THEME = "bench-theme"


@transaction.atomic
def make() -> None:
    """Copy the demonstration's examples, with all they carry, and give each copy the theme too."""
    theme = Theme.objects.create(name="Benchmark", slug=THEME)
    originals = list(PracticeExamplePage.objects.live().order_by("path"))
    for number in trange(COUNT, desc="examples", disable=None):
        original = originals[number % len(originals)]
        attributes = {"slug": f"bench-{number}", "title": f"{original.title[:240]} {number}"}
        copy = original.copy(update_attrs=attributes, copy_revisions=False, keep_live=True)
        copy.themes.add(theme)
        copy.save()
    sync_pages(PracticeExamplePage.objects.filter(slug__startswith="bench-"), timezone.now())


if __name__ == "__main__":
    make()

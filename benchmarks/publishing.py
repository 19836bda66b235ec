"""How long a publish takes in the admin, beside the same publish by Wagtail alone; prints JSON."""

from __future__ import annotations

import gc
import json
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from statistics import median
from typing import Any, NamedTuple
from unittest.mock import patch

import django

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402
from django_tasks.backends.immediate import ImmediateBackend  # noqa: E402
from wagtail.admin.forms import WagtailAdminPageForm  # noqa: E402
from wagtail.models import Page  # noqa: E402
from wagtail.signals import page_published  # noqa: E402
from wagtail.test.utils.form_data import nested_form_data, querydict_from_html, streamfield  # noqa: E402

from benchmarks.examples import THEME  # noqa: E402
from cms import admin_transactions  # noqa: E402
from cms.background.wagtail_tasks import CeleryBackend  # noqa: E402
from cms.content.models import ContentItem  # noqa: E402
from cms.page_form import HubPageForm  # noqa: E402
from cms.pages import BasePage  # noqa: E402
from cms.signal_handlers import publish_page  # noqa: E402
from practice.models import PracticeExamplePage  # noqa: E402

WARM_UP, TIMES = 5, 30


class Taken(NamedTuple):
    """Milliseconds: on the clock, and of a processor, which other work on the machine disturbs least."""

    clock: float
    processor: float


@contextmanager
def stock() -> Iterator[None]:
    """Leave Wagtail alone: no document, no check of it in the form, no transaction around the request."""
    with ExitStack() as patches:
        page_published.disconnect(publish_page)
        patches.callback(page_published.connect, publish_page)
        patches.enter_context(patch.object(HubPageForm, "is_valid", WagtailAdminPageForm.is_valid))
        for name in ("publish", "save", "clean_fields"):
            patches.enter_context(patch.object(BasePage, name, getattr(Page, name)))
        every = admin_transactions.READING | {"POST"}
        patches.enter_context(patch.object(admin_transactions, "READING", every))
        yield


@contextmanager
def tasks_at_once() -> Iterator[None]:
    """Have Wagtail's tasks done within the request, as they are where nobody has set a worker up."""
    at_once = ImmediateBackend("default", {})

    def enqueue(backend: CeleryBackend, *task: Any) -> Any:
        return at_once.enqueue(*task)

    with patch.object(CeleryBackend, "enqueue", enqueue):
        yield


def form(client: Client, page: Page) -> dict[str, Any]:
    """Return what the editor's browser posts for the page as it is."""
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    data: dict[str, Any] = dict(
        querydict_from_html(client.get(address).content.decode(), "page-edit-form").lists()
    )
    for name in ("key_figures", "resources"):
        blocks = [(block["type"], posted(block["value"])) for block in getattr(page, name).get_prep_value()]
        data |= nested_form_data({name: streamfield(blocks)})
    return {**data, "action-publish": "action-publish"}


def posted(value: dict[str, Any]) -> dict[str, Any]:
    return {key: "" if entry is None else entry for key, entry in value.items()}


def publish(client: Client, page: Page, data: dict[str, Any], number: int) -> Taken:
    """Return how long the publish of a changed page took."""
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    changed = data | {"cost_note": f"£{number} for fares and printing."}
    started, working = time.perf_counter(), time.thread_time()
    response = client.post(address, changed)
    took = Taken((time.perf_counter() - started) * 1000, (time.thread_time() - working) * 1000)
    page.refresh_from_db()
    if response.status_code != 302 or page.cost_note != changed["cost_note"]:
        raise RuntimeError(f"The page was not published: {response.status_code} {page.cost_note}")
    return took


def measure() -> dict[str, dict[str, float]]:
    """Return the middle times of the hub, of Wagtail with its worker, and of Wagtail alone, by turns."""
    client = Client()
    client.force_login(get_user_model()._default_manager.get(username="admin"))
    page = PracticeExamplePage.objects.filter(themes__slug=THEME).order_by("path")[0]
    data = form(client, page)
    taken: dict[str, list[Taken]] = {"hub": [], "stock": [], "alone": []}
    for number in range(WARM_UP + TIMES):
        if number == WARM_UP:
            # As the web server does with what it has loaded.
            gc.collect()
            gc.freeze()
        before = ContentItem.objects.get(id=page.content_id).etag
        with stock():
            with_worker = publish(client, page, data, 3 * number)
            with tasks_at_once():
                alone = publish(client, page, data, 3 * number + 1)
        if ContentItem.objects.get(id=page.content_id).etag != before:
            raise RuntimeError("Stock Wagtail wrote a document: it is not stock.")
        together = publish(client, page, data, 3 * number + 2)
        if ContentItem.objects.get(id=page.content_id).etag == before:
            raise RuntimeError("The hub's publish wrote no document.")
        if number >= WARM_UP:
            taken["hub"].append(together)
            taken["stock"].append(with_worker)
            taken["alone"].append(alone)
    return {
        name: {field: median(getattr(one, field) for one in times) for field in Taken._fields}
        for name, times in taken.items()
    }


if __name__ == "__main__":
    print(json.dumps(measure()))

"""Look once at each PDF that editors upload, and keep whether it can be read aloud."""

from __future__ import annotations

from typing import Any

from celery import current_app
from django.db import models, transaction
from django.db.models import F, Q

from cms.media.models import HubDocument
from cms.media.pdf_facts import facts_of

INSPECT_TASK = "cms.inspect_files"
AT_ONCE = 20


class PdfInspection(models.Model):
    """What was found in one upload of a PDF; `tagged` is None where it can not be read."""

    document = models.OneToOneField(HubDocument, on_delete=models.CASCADE, related_name="inspection")
    file_name = models.CharField(max_length=255)
    tagged = models.BooleanField(null=True)
    language = models.CharField(max_length=20, blank=True)

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return self.file_name


def inspect_files(most: int = AT_ONCE) -> int:
    """Look at PDFs whose present upload nobody has looked at; return how many."""
    waiting = HubDocument.objects.filter(file__iendswith=".pdf").filter(
        Q(inspection=None) | ~Q(inspection__file_name=F("file"))
    )
    documents = list(waiting.order_by("pk")[:most])
    for document in documents:
        _inspect(document)
    return len(documents)


def _inspect(document: HubDocument) -> None:
    name = str(document.file.name)
    try:
        with document.file.storage.open(name) as file:
            facts = facts_of(file)
    except FileNotFoundError:
        tagged, language = None, ""
    else:
        tagged, language = facts.tagged, facts.language
    PdfInspection.objects.update_or_create(
        document=document, defaults={"file_name": name, "tagged": tagged, "language": language}
    )


def inspect_after_commit(instance: HubDocument, **kwargs: Any) -> None:
    """Have the worker look at an upload. By name, as the tasks import this module."""
    if str(instance.file.name).lower().endswith(".pdf"):
        transaction.on_commit(
            lambda: current_app.send_task(INSPECT_TASK, ignore_result=True),
            robust=True,
        )

"""All that is kept of an assessment, as one file for its owner."""

from __future__ import annotations

import datetime as dt
import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from standard.assessments.models import (
    Action,
    Answer,
    Assessment,
    EarlierAnswer,
    Evidence,
    EvidenceFile,
    Link,
)
from standard.assessments.starting import with_earlier
from standard.parents.models import ParentsLink
from standard.parents.results import parents_result

# Neither numbers of rows nor what secrets hash to says anything to its owner.
HIDDEN = ["id", "assessment", "assessment_id", "token_hash", "answer_id"]


def everything(assessment: Assessment, now: dt.datetime) -> bytes:
    """Return a ZIP archive: `assessment.json`, that of each year before, and the files of evidence.

    Of parents' answers it has what the report has, as one parent's could be told apart.
    """
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, one in enumerate(with_earlier(assessment)):
            folder = f"{number}-before/" if number else ""
            text = json.dumps(_values(one, now), cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)
            archive.writestr(f"{folder}assessment.json", text)
            for stored in EvidenceFile.objects.filter(evidence__assessment=one).select_related("evidence"):
                name = f"{folder}files/{stored.evidence_id}-{stored.evidence.file_name}"
                archive.writestr(name, bytes(stored.content))
    return packed.getvalue()


def _values(assessment: Assessment, now: dt.datetime) -> dict[str, Any]:
    parents = parents_result(assessment)
    of = {"assessment": assessment}
    return {
        "made_at": now,
        **_shown(Assessment.objects.filter(pk=assessment.pk).values().get()),
        "areas": [area.slug for area in assessment.areas.all()],
        "answers": [_shown(row) for row in Answer.objects.filter(**of).order_by("pk").values()],
        "earlier_answers": [
            _shown(row)
            for row in EarlierAnswer.objects.filter(answer__assessment=assessment).values(
                "answer__code", "level", "not_applicable_reason", "note", "changed_at", "changed_by"
            )
        ],
        "evidence": [{**_shown(row), "id": row["id"]} for row in Evidence.objects.filter(**of).values()],
        "plan": [_shown(row) for row in Action.objects.filter(**of).values()],
        "links": [_shown(row) for row in Link.objects.filter(**of).values()],
        "parents_links": [_shown(row) for row in ParentsLink.objects.filter(**of).values()],
        "parents": {"responses": parents.responses, "levels": dict(parents.levels)},
    }


def _shown(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in HIDDEN}

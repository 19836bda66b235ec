from __future__ import annotations

from cms.checks.registry import findings_of
from events.models import ConsultationPage
from tests.checks.finding import NOW, event, found


def test_safety_and_access_are_asked_for_at_their_fields() -> None:
    bare = event(safety_lead_role="", step_free="")
    assert [one.partition(":")[0] for one in found("complete", bare)] == ["safety_lead_role", "childcare"]
    assert all(one.finding.blocks for one in findings_of(bare, NOW))


def test_a_consultation_promises_feedback() -> None:
    (message,) = found("consultation-rules", ConsultationPage(title="Buses"))
    assert message.startswith("promised_feedback_on: Say by which day families hear what came of it")

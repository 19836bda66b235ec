"""The way onto the register and off it: nothing is public before the service and the council say so."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from standard.register import moderation
from standard.register.models import Application, RegisterEntry
from tests.factories import AreaFactory, UserFactory
from tests.standard.register.services import NOW, TODAY, assessed, make_standard, on_the_register
from tests.stored import document, log_of, stored

LATER = NOW + dt.timedelta(days=40)


@pytest.fixture(autouse=True)
def _standard(site) -> None:
    make_standard()


def steps(application: Application) -> list[tuple[str, str]]:
    return list(application.steps.values_list("what", "words"))


def test_a_pledge_is_public_when_it_is_accepted_and_not_before() -> None:
    area = AreaFactory(name="Harborough")
    application = moderation.send(assessed((0, 1), [area], service_name="Oak"), "working_to", "Hello", NOW)
    assert not RegisterEntry.objects.exists()
    entry = moderation.accept(application, UserFactory(), NOW)
    assert entry is not None
    values = document(entry)
    assert (values["type"], values["path"], values["title"]) == ("register-entry", "/register/oak/", "Oak")
    assert (values["recognition"], values["service_kind"], values["levels"]) == (
        "working_to",
        "childcare",
        [],
    )
    assert (values["since"], values["expires_on"], values["lapsed"]) == ("2030-06-03", "2031-06-03", False)
    assert [term["slug"] for term in values["areas"]] == ["harborough"]
    assert steps(application) == [("sent", "Hello"), ("accepted", "")]


def test_what_meets_the_standard_has_its_levels_and_ends_with_its_assessment() -> None:
    assessment = assessed((2, 3))
    values = document(on_the_register("meets"))
    assert [(one["code"], one["title"], one["level"]) for one in values["levels"]] == [
        ("1", "Part 1", 2),
        ("2", "Part 2", 2),
    ]
    assert assessment.lapses_on is not None
    assert values["expires_on"] == str(assessment.lapses_on - dt.timedelta(days=1))


@pytest.mark.parametrize(
    ("levels", "why"),
    [((2, 1), "2 Part 2 is at 1"), ((2,), "1 of 2 are left")],
)
def test_what_does_not_meet_it_is_told_why(levels, why) -> None:
    with pytest.raises(ValidationError, match=why):
        moderation.send(assessed(levels), "meets", "", NOW)
    assert not Application.objects.exists()


def test_an_old_assessment_does_not_meet_it() -> None:
    with pytest.raises(ValidationError, match="more than a year old"):
        moderation.send(assessed(), "meets", "", NOW + dt.timedelta(days=400))


def test_one_application_at_a_time() -> None:
    assessment = assessed()
    application = moderation.send(assessment, "working_to", "", NOW)
    with pytest.raises(ValidationError, match="sent this in already"):
        moderation.send(assessment, "meets", "", NOW)
    moderation.take_back(application, NOW)
    assert moderation.send(assessment, "meets", "", NOW).state == "waiting"


def test_a_question_and_its_answer() -> None:
    application, user = moderation.send(assessed(), "working_to", "", NOW), UserFactory()
    with pytest.raises(ValidationError, match="Write what you want to know"):
        moderation.ask(application, user, "  ", NOW)
    moderation.ask(application, user, "Which Oak?", NOW)
    assert application.state == "asked"
    moderation.answer(application, "The one in Oadby.", NOW)
    assert application.state == "waiting"
    assert steps(application)[1:] == [("asked", "Which Oak?"), ("answered", "The one in Oadby.")]
    with pytest.raises(ValidationError, match="Nothing is asked"):
        moderation.answer(application, "Again", NOW)


def test_declining_needs_a_reason_and_is_the_end() -> None:
    application, user = moderation.send(assessed(), "working_to", "", NOW), UserFactory()
    with pytest.raises(ValidationError, match="Give the reason"):
        moderation.decline(application, user, "", NOW)
    moderation.decline(application, user, "It is not in the county.", NOW)
    with pytest.raises(ValidationError, match="It is decided: Declined"):
        moderation.accept(application, user, NOW)
    assert not RegisterEntry.objects.exists()


def test_with_four_eyes_two_people_accept(settings) -> None:
    settings.REGISTER_FOUR_EYES = True
    application, one, two = moderation.send(assessed(), "working_to", "", NOW), UserFactory(), UserFactory()
    assert moderation.accept(application, one, NOW) is None
    with pytest.raises(ValidationError, match="Somebody else"):
        moderation.accept(application, one, NOW)
    assert not RegisterEntry.objects.exists()
    assert moderation.accept(application, two, NOW) is not None
    assert [what for what, _ in steps(application)] == ["sent", "accepted_first", "accepted"]


def test_a_question_takes_the_first_acceptance_back(settings) -> None:
    settings.REGISTER_FOUR_EYES = True
    application, one, two = moderation.send(assessed(), "working_to", "", NOW), UserFactory(), UserFactory()
    moderation.accept(application, one, NOW)
    moderation.ask(application, two, "Where?", NOW)
    moderation.answer(application, "Here.", NOW)
    assert moderation.accept(application, two, NOW) is None


def test_what_lapsed_while_it_waited_is_not_accepted() -> None:
    application = moderation.send(assessed(), "working_to", "", NOW)
    with pytest.raises(ValidationError, match="has lapsed meanwhile"):
        moderation.accept(application, UserFactory(), NOW + dt.timedelta(days=400))


def test_a_service_steps_down_and_comes_back_to_its_address() -> None:
    entry = on_the_register(service_name="Oak")
    moderation.step_down(entry, None, "", NOW)
    assert stored(entry) is None
    assert entry.stepped_down_on == TODAY
    with pytest.raises(ValidationError, match="not on the register"):
        moderation.step_down(entry, None, "", NOW)
    application = moderation.send(entry.assessment, "working_to", "", LATER)
    moderation.accept(application, UserFactory(), LATER)
    assert document(entry)["path"] == "/register/oak/"
    assert log_of(entry.content_id) == ["published", "withdrawn", "published"]


def test_the_council_gives_a_reason_for_taking_a_service_off() -> None:
    entry = on_the_register()
    with pytest.raises(ValidationError, match="Give the reason"):
        moderation.step_down(entry, UserFactory(), " ", NOW)
    assert stored(entry) is not None


def test_the_next_years_assessment_keeps_the_entry() -> None:
    entry = on_the_register(service_name="Oak")
    again = assessed(previous=entry.assessment, service_name="Oak Nursery")
    moderation.accept(moderation.send(again, "meets", "", NOW), UserFactory(), NOW)
    entry.refresh_from_db()
    assert (entry.assessment, entry.recognition) == (again, "meets")
    assert (document(entry)["title"], document(entry)["path"]) == ("Oak Nursery", "/register/oak/")


def test_two_services_of_one_name_have_two_addresses() -> None:
    assert [on_the_register(service_name="Oak").slug for _ in range(2)] == ["oak", "oak-2"]


def test_deleting_the_assessment_takes_the_service_off_for_good() -> None:
    entry = on_the_register()
    entry.assessment.delete()
    assert stored(entry) is None
    assert not Application.objects.exists()

from pathlib import Path

import pytest

from demo.pack import PackError, read_pack
from demo.pack.pages import site_target
from tests.demo.packs import edit, entries


def faults(folder: Path) -> dict[tuple[str, str, str], str]:
    with pytest.raises(PackError) as refused:
        read_pack(folder)
    return {(fault.file, fault.entry, fault.field): fault.message for fault in refused.value.faults}


@pytest.mark.parametrize(
    ("file", "part"),
    [
        ("toolkits.json", "toolkits"),
        ("practice_examples.json", "examples"),
        ("events.json", "events"),
        ("consultations.json", "consultations"),
        ("pages.json", "pages"),
    ],
)
def test_the_pack_has_no_faults_and_is_read_whole(file, part):
    kept = getattr(read_pack(), part)

    assert [entry.slug for entry in kept] == [entry["slug"] for entry in entries(file)]


def test_all_faults_of_all_files_are_named_at_once(pack_copy):
    edit(pack_copy, "toolkits.json", lambda rows: rows[0].update(mood="merry"))
    edit(pack_copy, "toolkits.json", lambda rows: rows[1]["resources"][0].update(url="no address"))
    edit(pack_copy, "practice_examples.json", lambda rows: rows[2].update(title="x" * 300))
    edit(pack_copy, "practice_examples.json", lambda rows: rows[3]["related_toolkits"].append("no-such"))
    edit(pack_copy, "events.json", lambda rows: rows[0]["provision"].update(childcare="perhaps"))
    edit(pack_copy, "events.json", lambda rows: rows[1]["recurrence"].update(rrule="FREQ=SECONDLY"))
    edit(pack_copy, "consultations.json", lambda rows: rows[0].pop("decision"))
    edit(pack_copy, "consultations.json", lambda rows: rows[1]["windows"][0].update(closes="soon"))
    edit(pack_copy, "consultations.json", lambda rows: rows[2].update(body="<p>x</p><script>y</script>"))
    edit(pack_copy, "standard.json", lambda file: file["dimensions"][0]["indicators"][1].pop("quick_win"))
    edit(pack_copy, "taxonomies.json", lambda file: file["organisations"][0].update(type="secret society"))
    edit(pack_copy, "term_dates.json", lambda file: file["school_holidays"][1].update(last_day=0))
    edit(pack_copy, "pages.json", lambda rows: rows[0]["featured"]["events"].append("no-such"))

    found = faults(pack_copy)

    place = len(entries("practice_examples.json")[3]["related_toolkits"])
    assert set(found) == {
        ("toolkits.json", "plan-an-activity-checklist", "mood"),
        ("toolkits.json", "one-page-involvement-plan", "resources.0.url"),
        ("practice_examples.json", "handover-cards-for-school-taxis", "title"),
        ("practice_examples.json", "plan-letters-in-plain-english", f"related_toolkits.{place}"),
        ("events.json", "coffee-and-questions-coalville", "provision.childcare"),
        ("events.json", "young-parents-voice-group", "recurrence.rrule"),
        ("consultations.json", "getting-to-school-transport-policy", "decision"),
        ("consultations.json", "short-breaks-what-next", "windows.0.closes"),
        ("consultations.json", "family-hub-hours-coalville-and-ashby", "body"),
        ("standard.json", "1.2", "quick_win"),
        ("taxonomies.json", "childrens-centre-programme", "type"),
        ("term_dates.json", "", "school_holidays.1"),
        ("pages.json", "home", "featured.events.2"),
    }
    assert (
        "at most 255 characters"
        in found["practice_examples.json", "handover-cards-for-school-taxis", "title"]
    )


def test_a_slug_used_twice_is_named(pack_copy):
    edit(pack_copy, "events.json", lambda rows: rows.append(rows[0]))

    assert ("events.json", "coffee-and-questions-coalville", "slug") in faults(pack_copy)


def test_a_word_that_stands_twice_in_one_entry_is_named(pack_copy):
    edit(pack_copy, "toolkits.json", lambda rows: rows[0]["themes"].append(rows[0]["themes"][0]))

    assert ("toolkits.json", "plan-an-activity-checklist", "themes") in faults(pack_copy)


@pytest.mark.parametrize("file", ["events.json", "taxonomies.json"])
def test_a_missing_file_is_named(pack_copy, file):
    (pack_copy / file).unlink()

    assert "can not be read" in faults(pack_copy)[file, "", ""]


def test_a_file_that_nothing_uses_is_named(pack_copy):
    (pack_copy / "venues.json").write_text("[]")

    assert ("venues.json", "", "") in faults(pack_copy)


def test_a_key_given_twice_is_named_as_json_would_drop_one(pack_copy):
    path = pack_copy / "term_dates.json"
    path.write_text(path.read_text().replace('"note":', '"note": "other", "note":', 1))

    assert "stands twice" in faults(pack_copy)["term_dates.json", "", ""]


@pytest.mark.parametrize("raw", ["[]", "{}", "null", '[{"slug": 3}]', "[[]]"])
def test_a_file_of_another_shape_is_refused(pack_copy, raw):
    for path in pack_copy.glob("*.json"):
        path.write_text(raw)

    assert faults(pack_copy)


@pytest.mark.parametrize(
    ("target", "path"),
    [
        ("consultations?state=open", "/consultations/?state=open"),
        ("events", "/events/"),
        ("/events/", "/events/"),
    ],
)
def test_targets_become_paths_of_the_site(target, path):
    assert site_target(target) == path

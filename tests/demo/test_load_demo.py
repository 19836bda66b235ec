import datetime as dt
from collections import Counter
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from cms.content.models import ContentItem, ContentPeriod
from cms.models import Area, Organisation
from demo.accounts import ADMIN
from demo.files import FORMATS
from events.models import ConsultationPage, EventPage, SchoolHoliday
from home.models import HubSettings, Navigation
from standard.register.county import county_picture
from tests.demo.loading import LOAD_DAY, NOON, load_demo
from tests.demo.packs import entries
from tests.demo.stored import document, documents, slugs, state_of_everything

# Loading the pack takes long. On PostgreSQL, where only quick tests run, it is loaded here and nowhere else.
pytestmark = [pytest.mark.timeout(400), *([pytest.mark.long] if connection.vendor == "sqlite" else [])]

LONDON = ZoneInfo("Europe/London")
FOLDERS = {
    "practice-example": ("/examples/", "practice_examples.json"),
    "toolkit": ("/toolkits/", "toolkits.json"),
    "event": ("/events/", "events.json"),
    "consultation": ("/consultations/", "consultations.json"),
}


@pytest.mark.usefixtures("loaded")
class TestEverythingIsThere:
    @pytest.mark.parametrize("type_name", FOLDERS)
    def test_every_entry_is_an_item_at_its_path(self, type_name):
        folder, file = FOLDERS[type_name]
        expected = {f"{folder}{entry['slug']}/" for entry in entries(file)}

        assert set(ContentItem.objects.filter(type=type_name).values_list("path", flat=True)) == expected

    def test_the_items_are_those_of_the_pack_and_the_listing_pages(self):
        taxonomies, standard, pages = (
            entries(f"{name}.json") for name in ("taxonomies", "standard", "pages")
        )
        expected = {type_name: len(entries(file)) for type_name, (_, file) in FOLDERS.items()} | {
            "organisation": len(taxonomies["organisations"]),
            "dimension": len(standard["dimensions"]),
            "standard": 1,
            "home": 1,
            "page": len(pages) - 1,
            "register-entry": sum(bool(one["recognition"]) for one in entries("register.json")),
            "index": 7,
        }

        assert Counter(ContentItem.objects.values_list("type", flat=True)) == expected

    def test_nothing_waits_to_be_built_again(self):
        assert not ContentItem.objects.stale().exists()
        assert not ContentItem.objects.exclude(fault="").exists()

    def test_words_of_an_entry_are_on_its_card(self):
        for type_name, (_, file) in FOLDERS.items():
            found = documents(type_name)
            for entry in entries(file):
                body = found[entry["slug"]]
                for kind in ("audiences", "themes", "areas", "age_ranges", "organisations"):
                    assert {term["slug"] for term in body[kind]} == set(entry.get(kind, [])), entry["slug"]
                assert {one["code"] for one in body["indicators"]} == set(entry.get("indicators", []))
                level = body["involvement_level"]
                assert (level and level["slug"]) == entry.get("involvement_level")

    def test_every_entry_has_a_drawing_with_its_words_and_sizes(self):
        for type_name in FOLDERS:
            for body in documents(type_name).values():
                assert body["image"]["alt"]
                assert len({size["width"] for size in body["image"]["renditions"]}) >= 4

    def test_the_standard_has_its_levels_statements_and_examples(self):
        standard = document("/standard/")
        assert [dimension["code"] for dimension in standard["dimensions"]] == list("1234567")
        assert [level["level"] for level in standard["levels"]] == [0, 1, 2, 3]
        found = documents("dimension")
        for dimension in entries("standard.json")["dimensions"]:
            body = found[dimension["slug"]]
            assert [one["code"] for one in body["statements"]] == [
                one["code"] for one in dimension["indicators"]
            ]
            codes = {one["code"] for one in dimension["indicators"]}
            carriers = {
                entry["slug"]
                for entry in entries("practice_examples.json")
                if codes & set(entry["indicators"])
            }
            assert slugs(body["examples"]) == carriers

    def test_the_register_and_the_county_have_something_to_show(self):
        found = documents("register-entry")

        assert {one["title"]: one["recognition"] for one in found.values()} == {
            one["name"]: one["recognition"] for one in entries("register.json") if one["recognition"]
        }
        assert found["brook-lane-nursery"]["levels"][0] == {"code": "1", "title": "Commitment", "level": 2}
        picture = county_picture(LOAD_DAY)
        assert [row.assessed for row in picture.by_kind if row.name == "Childcare"] == [6]
        assert picture.services == len(entries("register.json"))
        assert picture.weakest

    def test_organisations_are_public_with_their_contact(self):
        for entry in entries("taxonomies.json")["organisations"]:
            body = document(f"/services/{entry['slug']}/")
            assert body["contact"]["email"] == entry["email"]
            assert body["kind"]["slug"] == entry["type"].replace(" ", "-")
        assert not Organisation.objects.filter(contact_is_public=False).exists()

    def test_countywide_covers_every_area(self):
        assert list(Area.objects.filter(covers_all=True).values_list("slug", flat=True)) == ["countywide"]


@pytest.mark.usefixtures("loaded")
class TestLinks:
    def test_examples_name_their_toolkits(self):
        found = documents("practice-example")
        for entry in entries("practice_examples.json"):
            assert slugs(found[entry["slug"]]["related_toolkits"]) == set(entry["related_toolkits"])

    def test_events_name_their_consultation(self):
        found = documents("event")
        for entry in entries("events.json"):
            related = found[entry["slug"]]["related_consultation"]
            assert slugs([related] if related else []) == {entry["related_consultation"]} - {None}

    def test_consultations_name_their_sessions(self):
        found = documents("consultation")
        open_ones = 0
        for entry in entries("consultations.json"):
            expected = set(entry["ways_to_respond"]["sessions"]["events"])
            page = ConsultationPage.objects.get(slug=entry["slug"])
            assert {session.event.slug for session in page.sessions.all()} == expected
            ways = found[entry["slug"]]["ways_to_respond"]
            if ways:
                open_ones += 1
                assert slugs(ways["sessions"]["events"]) == expected
        assert open_ones > 5

    def test_the_home_page_features_what_the_pack_says(self):
        home, entry = document("/"), entries("pages.json")[0]
        for kind, expected in entry["featured"].items():
            assert slugs(home["featured"][kind]) == set(expected)
        assert home["hero"]["primary_action"]["target"] == "/consultations/?state=open"
        assert len(home["panels"]) == len(entry["panels"])

    def test_navigation_leads_to_pages_in_order(self):
        navigation = Navigation.load()

        assert [link.value["page"].slug for link in navigation.main] == [
            "consultations",
            "events",
            "examples",
            "toolkits",
            "standard",
            "previous-consultations",
        ]
        assert [link.value["page"].slug for link in navigation.footer] == [
            entry["slug"] for entry in entries("pages.json")[1:]
        ]
        assert HubSettings.load().contact_email == entries("pages.json")[0]["help_strip"]["email"]

    def test_resources_are_files_where_the_pack_has_such_a_format_else_links(self):
        found = documents("toolkit")
        for entry in entries("toolkits.json"):
            for wanted, resource in zip(entry["resources"], found[entry["slug"]]["resources"], strict=True):
                assert resource["title"] == wanted["title"]
                assert resource["format"] == wanted["format"]
                if wanted["format"] in FORMATS:
                    assert resource["size"] > 1000
                    assert resource["url"].endswith(wanted["url"].rpartition("/")[2])
                    assert "example.org" not in resource["url"]
                else:
                    assert (resource["url"], resource["size"]) == (wanted["url"], None)


@pytest.mark.usefixtures("loaded")
class TestDates:
    def test_a_window_across_the_clock_change(self):
        body = document("/consultations/getting-to-school-transport-policy/")

        assert (body["opens_at"], body["closes_at"]) == ("2026-02-20T00:00:00Z", "2026-04-03T22:59:59Z")
        assert body["state"] == "open"
        assert body["decision"]["day"] == "2026-05-29"
        assert body["promised_feedback_on"] == "2026-05-01"

    def test_every_window_lasts_the_whole_days_of_the_pack(self):
        found = documents("consultation")
        for entry in entries("consultations.json"):
            windows = [
                tuple(
                    dt.datetime.fromisoformat(window[edge]).astimezone(LONDON).replace(tzinfo=None)
                    for edge in ("opens_at", "closes_at")
                )
                for window in found[entry["slug"]]["windows"]
            ]
            assert windows == [
                (
                    dt.datetime.combine(LOAD_DAY + dt.timedelta(days=window["opens"]), dt.time()),
                    dt.datetime.combine(LOAD_DAY + dt.timedelta(days=window["closes"]), dt.time(23, 59, 59)),
                )
                for window in sorted(entry["windows"], key=lambda window: window["opens"])
            ]

    def test_a_weekly_event_keeps_its_hour_on_the_wall_and_leaves_out_holidays(self):
        starts = set(
            ContentPeriod.objects.filter(item__path="/events/coffee-and-questions-coalville/").values_list(
                "starts_at", flat=True
            )
        )

        assert min(starts) == dt.datetime(2026, 1, 6, 9, tzinfo=dt.UTC)
        assert dt.datetime(2026, 3, 24, 9, tzinfo=dt.UTC) in starts
        assert dt.datetime(2026, 3, 31, 8, tzinfo=dt.UTC) in starts
        # The pack's Winter holiday: days 27 to 42 from the load day.
        assert dt.datetime(2026, 4, 7, 8, tzinfo=dt.UTC) not in starts
        assert dt.datetime(2026, 4, 14, 8, tzinfo=dt.UTC) not in starts
        assert dt.datetime(2026, 4, 28, 8, tzinfo=dt.UTC) in starts
        assert SchoolHoliday.objects.count() == 6

    def test_booking_for_a_series_ends_days_before_each_date(self):
        event = EventPage.objects.get(slug="parent-carer-forum-open-evening")

        assert (event.booking_days_before, event.booking_deadline) == (1, None)
        assert document("/events/parent-carer-forum-open-evening/")["booking"]["deadline"] == "2026-03-24"

    def test_pages_are_somebodys_and_come_up_for_review(self):
        event = EventPage.objects.get(slug="coffee-and-questions-coalville")
        statement = document("/accessibility-statement/")

        assert getattr(event.responsible, "username", None) == ADMIN
        assert event.shared_mailbox == "fis@example.org"
        assert event.review_by == dt.date(2027, 3, 10)
        assert statement["reviewed_on"] == "2026-03-10"


@pytest.mark.usefixtures("loaded")
class TestPrivacy:
    def test_addresses_of_online_sessions_are_in_no_document(self):
        secret = [entry["online_url"] for entry in entries("events.json") if entry["online_url"]]
        stored = b"".join(
            bytes(item.card) + bytes(item.body) for item in ContentItem.objects.iterator(chunk_size=50)
        )

        assert len(secret) == 12
        assert EventPage.objects.exclude(online_url="").count() == 12
        for url in secret:
            assert url.encode() not in stored

    def test_contacts_of_events_are_public(self):
        found = documents("event")
        for entry in entries("events.json"):
            assert found[entry["slug"]]["contact"] == entry["contact"]

    def test_nobody_of_the_hub_is_in_a_document(self):
        stored = b"".join(bytes(item.body) for item in ContentItem.objects.iterator(chunk_size=50))

        assert f"{ADMIN}@example.org".encode() not in stored


@pytest.mark.usefixtures("undone")
def test_for_the_same_day_nothing_changes():
    before = state_of_everything()

    said = load_demo(at=NOON + dt.timedelta(hours=2))

    assert "nothing was changed" in said
    assert state_of_everything() == before


@pytest.mark.usefixtures("undone")
def test_if_empty_does_nothing():
    before = state_of_everything()

    said = load_demo("--if-empty", day=LOAD_DAY + dt.timedelta(days=9))

    assert said == "There is content already: the demonstration content was not loaded.\n"
    assert state_of_everything() == before

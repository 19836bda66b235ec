"""The register of links in the admin: what it shows, to whom, and what can be done."""

from __future__ import annotations

import csv
import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from cms.links.following import follow
from cms.links.models import Link, LinkState
from cms.models import Organisation
from home.models import InformationPage
from tests.cms.admin_forms import messages
from tests.factories import ConsultationFactory, InformationFactory, OrganisationFactory, ToolkitFactory
from tests.stored import document

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
OLD, NEW = "https://old.example/a?x=1&y=2", "https://new.example/b?z=3&q=4"
HTML = '<p>See <a href="https://old.example/a?x=1&amp;y=2#part">this form</a> and <a href="{}">that</a>.</p>'
REGISTER = "/admin/links/"


def page(**values: Any) -> InformationPage:
    made: InformationPage = InformationFactory(
        body=[("rich_text", HTML.format("https://other.example/"))], **values
    )
    return made


def the_link(address: str = OLD, **values: Any) -> Link:
    follow(timezone.now())
    Link.objects.filter(address=address).update(**values)
    return Link.objects.get(address=address)


def hrefs(page: Any) -> str:
    return str(document(page)["body"][0]["value"]["html"])


@pytest.fixture
def publisher(sign_in: Any) -> Client:
    browser: Client = sign_in("FIS publishers")
    return browser


class TestList:
    def test_the_worst_come_first_and_the_rest_can_be_left_out(self, publisher: Client):
        for name, state in [
            ("a", "right"),
            ("b", "moved"),
            ("c", "broken"),
            ("d", "broken"),
            ("e", "failing"),
        ]:
            InformationFactory(body=[("rich_text", f'<a href="https://{name}.example/">x</a>')])
            the_link(f"https://{name}.example/", state=state)
        InformationFactory(body=[("rich_text", '<a href="https://d.example/">x</a>')])
        the_link(
            "https://c.example/", ignored_until=timezone.now() + dt.timedelta(days=1), ignored_note="Known"
        )
        the_link("https://d.example/")
        rows = publisher.get(REGISTER).context["view"].queryset
        assert [link.host[0] for link in rows] == ["d", "b", "e", "a", "c"]
        to_mend = publisher.get(REGISTER, {"mend": "yes"})
        assert [link.host[0] for link in to_mend.context["view"].queryset] == ["d", "b"]
        ignored = publisher.get(REGISTER, {"mend": "ignored"})
        assert b"Ignored: Known" in ignored.content
        assert [link.host[0] for link in ignored.context["view"].queryset] == ["c"]

    def test_it_takes_the_same_queries_for_many(self, publisher: Client, django_assert_max_num_queries: Any):
        for number in range(12):
            InformationFactory(body=[("rich_text", f'<a href="https://a{number}.example/">x</a>')])
        follow(timezone.now())
        publisher.get(REGISTER)
        with django_assert_max_num_queries(25):
            assert publisher.get(REGISTER).content.count(b".example/") >= 12

    def test_its_csv_names_the_pages_and_runs_nothing(self, publisher: Client):
        page(slug="one")
        page(slug="two")
        the_link(state="broken", title="=1+1", reason="It is gone.")
        response = publisher.get(REGISTER, {"export": "csv"})
        text = b"".join(response.streaming_content).decode()  # type: ignore[attr-defined]
        rows = {row[0]: row for row in csv.reader(text.splitlines())}
        assert rows[OLD][1:7] == ["broken", "It is gone.", "", "/one/, /two/", "", "'=1+1"]

    def test_editors_see_it_and_strangers_do_not(self, sign_in: Any, client: Client):
        assert sign_in("FIS editors").get(REGISTER).status_code == 200
        assert client.get(REGISTER).status_code == 302
        assert client.post(f"{REGISTER}{the_id()}/replace/", {"address": NEW}).status_code == 302

    def test_one_shows_its_evidence_and_its_places(self, publisher: Client):
        one = page(title="Short breaks")
        organisation = OrganisationFactory(name="Mender", website=OLD)
        link = the_link(
            state="moved",
            status=200,
            new_address=NEW,
            hops=[{"address": OLD, "status": 301}],
            title="Here",
            seconds=1.5,
        )
        text = publisher.get(f"{REGISTER}inspect/{link.pk}/").content.decode()
        assert f'<a href="/admin/pages/{one.pk}/edit/">Short breaks</a>, body: “this form”' in text
        assert (
            f'<a href="/admin/snippets/cms/organisation/edit/{organisation.pk}/">Mender</a>, website' in text
        )
        assert "Replace by the new address" in text
        assert "https://old.example/a?x=1&amp;y=2 (301)" in text


def the_id() -> int:
    page()
    return the_link().pk


class TestReplace:
    def replace(self, browser: Client, publish: str = "publish", address: str = NEW) -> Any:
        link = the_link(state=LinkState.MOVED, new_address=NEW)
        url = f"{REGISTER}{link.pk}/replace/"
        return browser.post(url, {"address": address, "publish": publish}, follow=True)

    def test_it_is_published_everywhere_at_once(self, publisher: Client):
        one, two = page(), page()
        toolkit = ToolkitFactory(resources=[("resource", {"title": "A guide", "kind": "link", "url": OLD})])
        consultation = ConsultationFactory(description=HTML.format("/"))
        organisation = OrganisationFactory(website=OLD)
        response = self.replace(publisher)
        assert messages(response).count("published") == 5
        for changed in [one, two]:
            assert 'href="https://new.example/b?z=3&amp;q=4#part"' in hrefs(changed)
            assert "https://other.example/" in hrefs(changed)
        assert document(toolkit)["resources"][0]["url"] == NEW
        assert "new.example" in hrefs(consultation)
        assert Organisation.objects.get(pk=organisation.pk).website == NEW
        follow(timezone.now())
        assert not Link.objects.filter(address=OLD).exists()
        assert Link.objects.with_pages().get(address=NEW).places.count() == 5

    def test_as_a_draft_readers_see_nothing_of_it(self, publisher: Client):
        one = page()
        assert "put into its draft" in messages(self.replace(publisher, "draft"))
        assert "old.example" in hrefs(one)
        one.refresh_from_db()
        assert one.has_unpublished_changes
        draft = one.get_latest_revision_as_object()
        assert "new.example" in draft.body[0].value.source

    def test_other_changes_that_wait_are_not_published_with_it(self, publisher: Client):
        one = page()
        one.title = "Not for readers yet"
        one.save_revision()
        assert "holds other changes that wait" in messages(self.replace(publisher))
        assert document(one)["title"] != "Not for readers yet"
        draft = InformationPage.objects.get(pk=one.pk).get_latest_revision_as_object()
        assert draft.title == "Not for readers yet"
        assert "new.example" in draft.body[0].value.source

    def test_who_may_not_publish_leaves_drafts(self, sign_in: Any):
        one = page()
        organisation = OrganisationFactory(website=OLD)
        said = messages(self.replace(sign_in("FIS editors")))
        assert "You may not publish it." in said
        assert "You may not change it." in said
        assert "old.example" in hrefs(one)
        assert Organisation.objects.get(pk=organisation.pk).website == OLD

    def test_what_is_locked_stays(self, sign_in: Any):
        one = page()
        InformationPage.objects.filter(pk=one.pk).update(locked=True)
        assert "It is locked" in messages(self.replace(sign_in("FIS editors")))
        assert not InformationPage.objects.get(pk=one.pk).has_unpublished_changes

    def test_a_draft_that_is_mended_already_is_named(self, publisher: Client):
        one = page()
        one.body = [("rich_text", "<p>Without it.</p>")]
        one.save_revision()
        assert "Its draft has another address already" in messages(self.replace(publisher))

    def test_an_address_that_a_field_can_not_hold_changes_nothing(self, publisher: Client):
        toolkit = ToolkitFactory(resources=[("resource", {"title": "A guide", "kind": "link", "url": OLD})])
        organisation = OrganisationFactory(website=OLD)
        self.replace(publisher, address=f"https://new.example/{'a' * 300}")
        assert Organisation.objects.get(pk=organisation.pk).website == OLD
        assert document(toolkit)["resources"][0]["url"].startswith("https://new.example/")

    @pytest.mark.parametrize("address", ["", "new.example", "javascript:alert(1)", "https://a b", OLD])
    def test_what_is_no_new_address_is_refused(self, publisher: Client, address: str):
        one = page()
        response = self.replace(publisher, address=address)
        assert response.context["form"].errors["address"]
        assert "old.example" in hrefs(one)


class TestIgnore:
    def test_until_a_day_with_a_note(self, publisher: Client):
        page()
        link = the_link(state="broken")
        url = f"{REGISTER}{link.pk}/ignore/"
        until = timezone.localdate() + dt.timedelta(days=30)
        assert publisher.post(url, {"note": "Rebuilt over the summer.", "until": until}).status_code == 302
        link.refresh_from_db()
        assert timezone.localtime(link.ignored_until).date() == until
        assert link.ignored_note == "Rebuilt over the summer."
        assert not Link.objects.wrong(timezone.now()).exists()
        assert link.ignored_until is not None
        assert Link.objects.wrong(link.ignored_until).exists()

    @pytest.mark.parametrize(("days", "note"), [(0, "Why"), (-1, "Why"), (400, "Why"), (10, "")])
    def test_not_for_ever_and_not_without_a_reason(self, publisher: Client, days: int, note: str):
        page()
        link = the_link(state="broken")
        until = timezone.localdate() + dt.timedelta(days=days)
        response = publisher.post(f"{REGISTER}{link.pk}/ignore/", {"note": note, "until": until})
        assert response.context["form"].errors
        assert Link.objects.wrong(timezone.now()).exists()


class TestCheckNow:
    def test_it_comes_first(self, publisher: Client, settings: Any, django_capture_on_commit_callbacks: Any):
        settings.LINK_CHECKS_PER_HOUR = 10
        page()
        link = the_link(state="right", next_check_at=timezone.now() + dt.timedelta(days=9))
        assert link not in Link.objects.due(timezone.now())
        publisher.post(f"{REGISTER}{link.pk}/check/")
        assert Link.objects.due(timezone.now()).first() == link

    def test_it_says_so_where_checks_are_off(self, publisher: Client):
        page()
        response = publisher.post(f"{REGISTER}{the_link().pk}/check/", follow=True)
        assert "switched off here" in messages(response)

    def test_a_link_that_is_gone_is_not_there(self, publisher: Client):
        assert publisher.get(f"{REGISTER}999/check/").status_code == 404

"""Load a pack: all of it, or nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from tqdm import tqdm

from cms.content.models import ContentItem
from cms.content.refresh import refresh_batch
from demo.accounts import ADMIN
from demo.drawings import DRAWINGS
from demo.loading import events, pages, practice, register, standard
from demo.loading.calendar import Calendar
from demo.loading.drafts import Draft
from demo.loading.media import Media, write_files
from demo.loading.shelf import Shelf
from demo.loading.words import Words
from demo.pack import Fault, Pack, PackError
from demo.pack.faults import faults_of_model
from events.archive import archive_consultation, due
from events.models import ConsultationIndexPage, ConsultationPage, EventIndexPage, EventPage
from home.models import HomePage
from practice.models import PracticeExamplePage, PracticeIndexPage, ToolkitIndexPage
from users.models import User

Say = Callable[[str], None]
Thing = TypeVar("Thing")


@dataclass(frozen=True)
class Loaded:
    """How much a load has written."""

    media: int
    words: int
    pages: int

    @property
    def anything(self) -> bool:
        """Return whether there was anything to do."""
        return bool(self.media or self.words or self.pages)


def is_empty() -> bool:
    """Return whether the site has no practice example, event or consultation, not even a draft."""
    return not any(model.objects.exists() for model in (PracticeExamplePage, EventPage, ConsultationPage))


def load(pack: Pack, load_day: dt.date, say: Say) -> Loaded:
    """Make the site what the pack says for a load day, after `prepare_site`.

    Images come first, as their sizes are never made while the database is locked; all else is one
    transaction. Raises PackError with all that the models refuse, and then nothing stays.
    """
    say("Drawings and files")
    written = list(write_files(_bar(pack.toolkits, "files")))
    media = Media()
    try:
        images = {drawing.name: media.image(drawing) for drawing in _bar(DRAWINGS, "drawings")}
        with transaction.atomic():
            files = {file.title: media.file(file) for file in written}
            loading = _Loading(pack, load_day, say, images, files)
            loading.run()
    except BaseException:
        media.take_back()
        raise
    return Loaded(media.changed, loading.words.changed, loading.changed)


def _bar(things: list[Thing], name: str) -> Iterable[Thing]:
    """Show progress on a terminal."""
    return tqdm(things, desc=name, disable=None, leave=False)


class _Loading:
    """One load, in the order in which things need each other."""

    def __init__(
        self, pack: Pack, load_day: dt.date, say: Say, images: dict[str, int], files: dict[str, int]
    ) -> None:
        self.pack = pack
        self.say = say
        self.words = Words()
        self.changed = 0
        self.faults: list[Fault] = []
        self.home = HomePage.objects.get()
        help_strip = pack.home.help_strip
        self.shelf = Shelf(
            Calendar(load_day),
            self.words,
            images,
            files,
            responsible_id=User.objects.filter(username=ADMIN).values_list("pk", flat=True).first(),
            shared_mailbox=help_strip.email if help_strip else "",
        )

    def run(self) -> None:
        """Write everything; raises PackError with all faults at the end."""
        self.say("Words, organisations, the statements of the standard, school holidays, synonyms")
        self.words.load(self.pack)
        self.words.load_holidays(self.pack.term_dates, self.shelf.calendar)
        self.words.load_synonyms(self.pack.synonyms)
        # Without its words no page can be made.
        self._stop_at(self.words.faults)
        self._load_toolkits_and_examples()
        self._load_events_and_consultations()
        self._load_standard()
        self._load_pages()
        self._load_register()
        self._stop_at(self.faults)
        if self.changed or self.words.changed:
            self._refresh()
        self._archive()

    def _load_toolkits_and_examples(self) -> None:
        self.say("Toolkits")
        parent = ToolkitIndexPage.objects.get()
        drafts = [practice.toolkit_draft(entry, parent, self.shelf) for entry in self.pack.toolkits]
        self._publish("toolkits", [pages.toolkit_index_draft(parent, self.shelf), *drafts])
        self.say("Practice examples")
        index = PracticeIndexPage.objects.get()
        self._publish(
            "examples", [practice.example_draft(entry, index, self.shelf) for entry in self.pack.examples]
        )

    def _load_events_and_consultations(self) -> None:
        self.say("Events and consultations")
        event_index, consultation_index = EventIndexPage.objects.get(), ConsultationIndexPage.objects.get()
        drafts = [events.event_draft(entry, event_index, self.shelf) for entry in self.pack.events]
        self._make_missing("events", drafts)
        self._publish(
            "consultations",
            [
                events.consultation_draft(entry, consultation_index, self.shelf)
                for entry in self.pack.consultations
            ],
        )
        self._publish(
            "events",
            [
                events.with_consultation(draft, entry, self.shelf)
                for draft, entry in zip(drafts, self.pack.events, strict=True)
            ],
        )

    def _load_standard(self) -> None:
        self.say("The standard")
        draft = standard.standard_draft(self.pack.standard, self.home, self.shelf)
        self._publish("standard", [draft])
        parent = self.shelf.pages["standard", draft.slug]
        self._publish(
            "dimensions",
            [standard.dimension_draft(entry, parent, self.shelf) for entry in self.pack.standard.dimensions],
        )

    def _load_pages(self) -> None:
        self.say("The home page, information pages, navigation")
        self._publish(
            "pages",
            [pages.information_draft(entry, self.home, self.shelf) for entry in self.pack.information_pages],
        )
        information = [self.shelf.pages["pages", entry.slug] for entry in self.pack.information_pages]
        self._publish("home", [pages.home_draft(self.pack.home, self.home, self.shelf)])
        self.changed += pages.load_site_settings(self.pack.home)
        self.changed += pages.load_navigation(information)

    def _load_register(self) -> None:
        self.say("The register")
        self.changed += register.load_register(self.pack, timezone.now())

    def _publish(self, kind: str, drafts: list[Draft]) -> None:
        """Publish the drafts that differ from their pages; what a model refuses is collected."""
        self._make_missing(kind, drafts)
        for draft in _bar(drafts, kind):
            with self._collecting(draft):
                self.changed += draft.publish(self.shelf.pages[kind, draft.slug])

    def _make_missing(self, kind: str, drafts: list[Draft]) -> None:
        """Make unpublished pages where there are none; stop where that fails, as others refer to them."""
        for draft in drafts:
            with self._collecting(draft):
                self.shelf.pages[kind, draft.slug] = draft.find_or_make()
        if any((kind, draft.slug) not in self.shelf.pages for draft in drafts):
            self._stop_at(self.faults)

    @contextmanager
    def _collecting(self, draft: Draft) -> Iterator[None]:
        try:
            yield
        except ValidationError as refused:
            self.faults.extend(faults_of_model(draft.file, draft.slug, refused))

    def _refresh(self) -> None:
        """Build documents again that were built before what they link to was public."""
        self.say("Links between documents")
        while refresh_batch(timezone.now()):
            pass
        for item in ContentItem.objects.exclude(fault=""):
            self.faults.append(Fault("", item.path, "", item.fault))
        self._stop_at(self.faults)

    def _archive(self) -> None:
        """Archive what is due of the pack; a night of beat would do the same."""
        slugs, now = [entry.slug for entry in self.pack.consultations], timezone.now()
        ours = [self.shelf.pages["consultations", slug].pk for slug in slugs]
        for page_id in due(now).filter(pk__in=ours).values_list("pk", flat=True):
            archive_consultation(page_id, now)
            self.changed += 1

    def _stop_at(self, faults: list[Fault]) -> None:
        if faults:
            raise PackError(faults)

"""What editors put on top for a query, whatever else matches."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, Max
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from cms.content.models import ContentItem
from search.analysis import terms
from search.preview_panel import PreviewPanel

MOST_QUERIES = 50
# So long may a change in another process stay unseen.
LONGEST = dt.timedelta(seconds=2)


class BestBet(models.Model):
    """An item that stands first for some queries, on some days."""

    queries = models.TextField(
        "searches",
        help_text=(
            "What people type, one search on each line. Capitals, endings and accents make no difference,"
            " other words do: “bus pass” is not “bus pass for school”."
        ),
    )
    # Without a constraint: an item that is withdrawn comes back with the same id.
    item = models.ForeignKey(
        ContentItem,
        verbose_name="stands first",
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
        help_text="Something public. While it is not public, nothing is put in its place.",
    )
    starts_on = models.DateField("from", null=True, blank=True, help_text="Leave empty to start at once.")
    ends_on = models.DateField(
        "until", null=True, blank=True, help_text="The last day. Leave empty for no end."
    )
    changed_at = models.DateTimeField(auto_now=True)

    panels = [
        FieldPanel("queries"),
        FieldPanel("item"),
        MultiFieldPanel([FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")])], heading="When"),
        PreviewPanel("preview_best_bet"),
    ]

    class Meta:
        ordering = ["queries"]
        verbose_name = "best bet"

    def __str__(self) -> str:
        return ", ".join(self.lines())

    def lines(self) -> list[str]:
        """Return the searches, without empty lines."""
        return [line.strip() for line in self.queries.splitlines() if line.strip()]

    def clean(self) -> None:
        super().clean()
        lines = self.lines()
        faults: dict[str, list[str]] = {"queries": [], "ends_on": []}
        faults["queries"] += [f"“{line}” has no letters or digits." for line in lines if not terms(line)]
        if len(lines) > MOST_QUERIES:
            faults["queries"].append(f"Give {MOST_QUERIES} searches at most. Here are {len(lines)}.")
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            faults["ends_on"].append("This is before the first day.")
        if any(faults.values()):
            raise ValidationError({field: said for field, said in faults.items() if said})
        self.queries = "\n".join(lines)

    def is_on(self, today: dt.date) -> bool:
        """Return whether it counts on a day of the council's."""
        return (self.starts_on is None or self.starts_on <= today) and (
            self.ends_on is None or today <= self.ends_on
        )


@dataclass(frozen=True)
class Bets:
    """The items that stand first, by the terms of a whole query."""

    items: Mapping[tuple[str, ...], tuple[UUID, ...]]
    # What changes whenever an answer can.
    edition: str

    def of(self, text: str) -> tuple[UUID, ...]:
        """Return what stands first for a text, in order."""
        return self.items.get(tuple(terms(text)), ())


@dataclass(frozen=True)
class Kept:
    """Best bets with what tells one state of their table from another."""

    bets: Bets
    state: str
    looked_at: dt.datetime


_kept: list[Kept] = []


def current(now: dt.datetime) -> Bets:
    """Return the best bets as of now, or as of two seconds ago."""
    kept = _kept[0] if _kept else None
    if kept and kept.looked_at <= now < kept.looked_at + LONGEST:
        return kept.bets
    found = BestBet.objects.order_by().aggregate(Max("changed_at"), Count("id"))
    state = f"{found['id__count']} {found['changed_at__max']} {timezone.localtime(now).date()}"
    bets = kept.bets if kept and kept.state == state else _read(state, now)
    _kept[:] = [Kept(bets, state, now)]
    return bets


def forget(**_: object) -> None:
    """Read them again the next time."""
    _kept.clear()


def on_top(bets: Iterable[BestBet], now: dt.datetime, edition: str) -> Bets:
    """Return those of the best bets that count at `now`; of two for one query the older one stands first."""
    today = timezone.localtime(now).date()
    items: dict[tuple[str, ...], list[UUID]] = {}
    for bet in bets:
        if bet.is_on(today):
            for query in {tuple(terms(line)) for line in bet.lines()}:
                items.setdefault(query, []).append(bet.item_id)
    return Bets({query: tuple(dict.fromkeys(found)) for query, found in items.items()}, edition)


def _read(state: str, now: dt.datetime) -> Bets:
    return on_top(BestBet.objects.order_by("pk"), now, state)

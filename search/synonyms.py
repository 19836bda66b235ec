"""Words that mean the same, as editors keep them; they are applied to queries, so no index is built anew."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from wagtail.admin.panels import FieldPanel, HelpPanel

from search.analysis import terms
from search.preview_panel import PreviewPanel

MOST_LINES = 30
MOST_WORDS = 8


class SynonymRule(models.Model):
    """Words and phrases that find what others say."""

    class Kind(models.TextChoices):
        EQUIVALENT = "equivalent", "all of them mean the same"
        ONE_WAY = "one_way", "the words also find what is in the second list"

    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.EQUIVALENT)
    words = models.TextField(
        unique=True,
        help_text="What people type, one word or phrase on each line. Write terms such as SEND in capitals.",
    )
    finds = models.TextField(
        "also finds",
        blank=True,
        help_text="Only for the second kind: what these words find as well, one on each line.",
    )
    changed_at = models.DateTimeField(auto_now=True, db_index=True)

    panels = [
        HelpPanel(
            "<p>A rule counts from the next few seconds on. A term in capitals that is also a word, such as"
            " SALT, stands for itself only where people write it in capitals.</p>"
        ),
        FieldPanel(
            "kind",
            help_text="Such as the first for “nursery” and “playgroup”, which both mean the same to people.",
        ),
        FieldPanel("words"),
        FieldPanel("finds"),
        PreviewPanel("preview_synonym_rule"),
    ]

    class Meta:
        ordering = ["words"]
        verbose_name = "synonym rule"

    def __str__(self) -> str:
        words, finds = ", ".join(self.lines("words")), ", ".join(self.lines("finds"))
        return f"{words} → {finds}" if finds else words

    def lines(self, field: str) -> list[str]:
        """Return the words of a list, without empty lines."""
        return [line.strip() for line in getattr(self, field).splitlines() if line.strip()]

    def clean(self) -> None:
        super().clean()
        faults: dict[str, list[str]] = {field: _faults(self.lines(field)) for field in ["words", "finds"]}
        words, finds = self.lines("words"), self.lines("finds")
        if self.kind == self.Kind.EQUIVALENT:
            if len(words) < 2:
                faults["words"].append("Give two words or phrases at least, each on a line of its own.")
            if finds:
                faults["finds"].append("Leave this empty, or choose the second kind.")
            faults["words"] += self._taken(words)
        elif not finds:
            faults["finds"].append("Say what these words find as well.")
        self.words, self.finds = "\n".join(words), "\n".join(finds)
        if any(faults.values()):
            raise ValidationError({field: said for field, said in faults.items() if said})

    def _taken(self, words: list[str]) -> list[str]:
        """Return what is wrong with words that mean the same by another rule already."""
        mine = {tuple(terms(word)): word for word in words}
        said = []
        for rule in SynonymRule.objects.filter(kind=self.kind).exclude(pk=self.pk):
            for word in rule.lines("words"):
                if tuple(terms(word)) in mine:
                    said.append(f"“{word}” is in the rule “{rule}” already. Add your words to that one.")
        return said


def _faults(lines: list[str]) -> list[str]:
    """Return what is wrong with the lines of a list."""
    said = []
    if len(lines) > MOST_LINES:
        said.append(f"Give {MOST_LINES} lines at most. Here are {len(lines)}.")
    said += [fault for line in lines if (fault := line_fault(line))]
    if len(set(lines)) < len(lines):
        said.append("A line stands there twice.")
    return said


def line_fault(line: str) -> str:
    """Return what is wrong with one word or phrase; an empty text where nothing is."""
    length = len(terms(line))
    if not length:
        return f"“{line}” has no letters or digits."
    return f"“{line}” has {length} words. {MOST_WORDS} are the most." if length > MOST_WORDS else ""

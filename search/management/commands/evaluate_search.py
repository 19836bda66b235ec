"""Measure how good search is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from cms.content.clock import edition
from search import names
from search.engines import SearchUnavailable
from search.engines.chosen import engine
from search.evaluation import Asking, Quality, evaluate, lost
from search.judgements import DEMONSTRATION, JudgementsError, read_judgements
from search.weights import WEIGHTS, Weights

WORST = 10
SEED = 5


class Command(BaseCommand):
    """Prints the numbers of one setting, or of two beside each other."""

    help = "Measure search by queries whose items were graded by hand; two settings can be compared."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--judgements",
            type=Path,
            default=DEMONSTRATION,
            help="File of judged queries; that of the demonstration content by default.",
        )
        parser.add_argument(
            "--weight",
            action="append",
            default=[],
            metavar="NAME=NUMBER",
            help="Compare with another weight, such as title=4. May be given several times.",
        )
        parser.add_argument(
            "--typos",
            type=int,
            default=0,
            metavar="NUMBER",
            help="Try as many misspelt variants, such as 400.",
        )
        parser.add_argument("--seed", type=int, default=SEED, help="Of the misspelt variants.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            other = changed(options["weight"])
            judged = read_judgements(options["judgements"])
            now = timezone.now()
            lists = names.names(now, edition(now).sequence)
            sides = [Asking(engine(), lists, weights) for weights in [WEIGHTS, *other]]
            found = [evaluate(judged, side, now) for side in sides]
            self._say(found)
            if options["typos"]:
                for side in sides:
                    self._say_typos(
                        lost(judged, side, now, options["typos"], options["seed"]), options["typos"]
                    )
        except (JudgementsError, SearchUnavailable) as refused:
            raise CommandError(str(refused)) from refused

    def _say(self, found: list[Quality]) -> None:
        self.stdout.write(f"{len(found[0].scores)} queries, engine {type(engine()).__name__}")
        rows = [
            ("nDCG@10", "ndcg"),
            ("recall@20", "recall"),
            ("found nothing", "zero"),
            ("rubbish", "rubbish"),
        ]
        for name, attribute in rows:
            numbers = "".join(f"{getattr(quality, attribute):10.3f}" for quality in found)
            self.stdout.write(f"{name:<16}{numbers}")
        self.stdout.write(f"The {WORST} worst:")
        others = {score.judged.id: score for score in found[-1].scores}
        for score in found[0].worst(WORST):
            beside = f" {others[score.judged.id].ndcg:.2f}" if len(found) > 1 else ""
            self.stdout.write(f"  {score.ndcg:.2f}{beside} {score.judged.text}")

    def _say_typos(self, scores: Any, number: int) -> None:
        texts = [score.judged.text for score in scores]
        self.stdout.write(
            f"Of {number} misspelt queries {len(texts)} ({len(texts) / number:.1%}) lost the best:"
        )
        for text in texts:
            self.stdout.write(f"  {text}")


def changed(given: list[str]) -> list[Weights]:
    """Return the weights with those given, none where none are; raises CommandError for a wrong one."""
    values: dict[str, float] = {}
    for one in given:
        name, _, number = one.partition("=")
        if name not in vars(WEIGHTS):
            raise CommandError(f"There is no weight {name}. The weights are {', '.join(vars(WEIGHTS))}.")
        try:
            values[name] = float(number)
        except ValueError as error:
            raise CommandError(f"“{one}” gives no number. Write it as title=4.") from error
    return [WEIGHTS.changed(values)] if values else []

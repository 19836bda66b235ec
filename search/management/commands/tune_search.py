"""Find better weights for search."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from tqdm import tqdm

from cms.content.clock import edition
from search import names
from search.engines import SearchUnavailable
from search.engines.chosen import engine
from search.evaluation import Asking, evaluate
from search.judgements import DEMONSTRATION, JudgementsError, read_judgements
from search.tuning import Scores, Tuner, folds_of
from search.weights import WEIGHTS, Weights

NAMES = [field.name for field in fields(Weights) if field.name != "near_slop"]


class Command(BaseCommand):
    """Prints weights to write into `search.weights`; it changes nothing."""

    help = (
        "Find weights by judged queries. Some of these are held back in turn, and the figure for them says"
        " what to expect of queries that nobody has judged."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--judgements", type=Path, default=DEMONSTRATION)
        parser.add_argument("--folds", type=int, default=5)
        parser.add_argument("--rounds", type=int, default=2, help="How often each weight is tried at most.")
        parser.add_argument("--only", nargs="+", choices=NAMES, default=NAMES, help="Weights to change.")
        parser.add_argument("--seed", type=int, default=5, help="Of which queries are held back together.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            judged = [one for one in read_judgements(options["judgements"]) if not one.none]
            now = timezone.now()
            lists = names.names(now, edition(now).sequence)
            with tqdm(unit=" settings", disable=None) as bar:

                def score(weights: Weights) -> Scores:
                    bar.update()
                    quality = evaluate(judged, Asking(engine(), lists, weights), now)
                    return {one.judged.id: one.ndcg for one in quality.scores}

                self._tune(Tuner(score, options["only"]), [one.id for one in judged], options)
        except (JudgementsError, SearchUnavailable) as refused:
            raise CommandError(str(refused)) from refused

    def _tune(self, tuner: Tuner, queries: list[str], options: dict[str, Any]) -> None:
        parts = folds_of(queries, options["folds"], options["seed"])
        folds = tuner.cross_validate(WEIGHTS, parts, options["rounds"])
        for number, fold in enumerate(folds, start=1):
            self.stdout.write(
                f"Part {number}: held out {fold.held_out:.3f}, with the weights now {fold.before:.3f}"
            )
        mean = sum(fold.held_out * len(part) for fold, part in zip(folds, parts, strict=True)) / len(queries)
        self.stdout.write(f"nDCG@10 cross-validated {mean:.3f}, now {tuner.mean(WEIGHTS, queries):.3f}")
        made = tuner.tune(WEIGHTS, queries, options["rounds"])
        self.stdout.write(f"With weights made by all queries {tuner.mean(made, queries):.3f}:")
        for name in NAMES:
            if getattr(made, name) != getattr(WEIGHTS, name):
                self.stdout.write(f"    {name}: float = {getattr(made, name):.3g}")

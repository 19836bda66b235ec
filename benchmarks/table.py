"""The results as a table of ratios, with what they must be and what they aim at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

HEAD = "| measured | result | rounds | must | aim | reached | |\n|---|---|---|---|---|---|---|"

Format = Callable[[float], str]


@dataclass(frozen=True)
class Line:
    """One measured thing; `values` is one number a round."""

    name: str
    values: list[float]
    must: float
    aim: float
    show: Format
    more_is_better: bool = True
    note: str = ""

    @property
    def value(self) -> float:
        return median(self.values)

    @property
    def verdict(self) -> str:
        if self._reaches(self.aim):
            return "aim"
        return "must" if self._reaches(self.must) else "missed"

    def _reaches(self, bound: float) -> bool:
        return self.value >= bound if self.more_is_better else self.value <= bound


def percent(value: float) -> str:
    return f"{value:.0%}"


def times(value: float) -> str:
    return f"{value:.2f}x"


def seconds(value: float) -> str:
    return f"{value:.1f} s"


def fine(value: float) -> str:
    return f"{value:.2f} s"


def milliseconds(value: float) -> str:
    return f"{value:+.1f} ms"


def spent(value: float) -> str:
    return f"{value:.0f} ms"


def megabytes(value: float) -> str:
    return f"{value:.0f} MB"


def as_markdown(lines: list[Line]) -> str:
    """Return rows of the table as it stands in docs/performance.md."""
    text = []
    for line in lines:
        rounds = " ".join(line.show(value) for value in line.values) if len(line.values) > 1 else ""
        cells = [line.name, line.show(line.value), rounds, line.show(line.must), line.show(line.aim)]
        text.append("| " + " | ".join([*cells, line.verdict, line.note]) + " |")
    return "\n".join(text)

"""The levels of an assessment as a bar chart, the same on the page and on paper."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

# In the chart's own units.
ROW, BAR, ABOVE = 34, 18, 24
FIRST, STEP, HIGHEST = 60, 120, 3
WIDTH = FIRST + HIGHEST * STEP + 40
# Level 0 shows as a thin line: it is an answer, too.
THINNEST = 4
# What a style sheet can change; paper has none.
INK, FILL, RULE = "#1d2b2a", "#0b5a57", "#b9c7c4"

Levels = Mapping[str, int | None]


def in_words(levels: Levels) -> str:
    """Return what the chart says to those who do not see it."""
    parts = [f"part {code}: {'no level yet' if level is None else level}" for code, level in levels.items()]
    return f"Levels: {'; '.join(parts)}"


def levels_chart(levels: Levels) -> str:
    """Return the level of each part by its code as SVG; a part without a level has no bar."""
    height = len(levels) * ROW + 30
    marks = "".join(_mark(level, height) for level in range(HIGHEST + 1))
    bars = "".join(_row(number, *part) for number, part in enumerate(levels.items()))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" viewBox="0 0 {WIDTH} {height}"'
        f' aria-label="{escape(in_words(levels))}" font-family="Lato" font-size="14" fill="{INK}">'
        f"{marks}{bars}</svg>"
    )


def _mark(level: int, height: int) -> str:
    x = FIRST + level * STEP
    return (
        f'<line class="chart__mark" stroke="{RULE}" x1="{x}" y1="18" x2="{x}" y2="{height}"/>'
        f'<text x="{x}" y="13" text-anchor="middle">{level}</text>'
    )


def _row(number: int, code: str, level: int | None) -> str:
    y = number * ROW + ABOVE
    label = f'<text x="0" y="{y + BAR - 4}">Part {escape(code)}</text>'
    if level is None:
        return label
    width = max(THINNEST, level * STEP)
    size = f'x="{FIRST}" y="{y}" width="{width}" height="{BAR}" rx="4"'
    return f'{label}<rect class="chart__bar" fill="{FILL}" {size}/>'

"""The badge that a service on the register may show: an SVG that says by itself how far it counts."""

from __future__ import annotations

import datetime as dt
from html import escape
from typing import Any

from standard.register.schemas import RECOGNITIONS

SVG = "image/svg+xml"
WIDTH, HEIGHT = 320, 96
BRAND, GREY = "#0b5a57", "#55605e"
# Two speech bubbles, as beside the hub's name.
MARK = (
    '<g transform="translate(16 28)" fill="{ask}"><path d="M2 14A12 12 0 0 1 14 2h8a12 12 0 0 1 0 24H2z"/>'
    '<path fill="{answer}" d="M46 26A12 12 0 0 0 34 14h-6a12 12 0 0 0 0 24h18z"/></g>'
)


def label(entry: dict[str, Any]) -> str:
    """Return what a badge says of an entry's document, with the day until which it counts."""
    said = RECOGNITIONS[entry["recognition"]]
    day = dt.date.fromisoformat(entry["expires_on"])
    until = f"{day.day} {day:%B} {day.year}"
    return f"Lapsed on {until}" if entry["lapsed"] else f"{said} until {until}"


def draw_badge(entry: dict[str, Any]) -> str:
    """Return the badge of an entry's document."""
    said, _, until = label(entry).partition(" until ")
    colour = GREY if entry["lapsed"] else BRAND
    mark = MARK.format(ask="#fff", answer="#c9cfce" if entry["lapsed"] else "#f2c14e")
    title = escape(f"{entry['title']}: {label(entry)}")
    lines = [
        (36, 12, "normal", f"Involvement Standard, version {entry['version']}"),
        (56, 15, "bold", said),
        (76, 12, "normal", f"Until {until}" if until else "It has to be renewed"),
    ]
    texts = "".join(
        f'<text x="76" y="{y}" font-size="{size}" font-weight="{weight}">{escape(words)}</text>'
        for y, size, weight, words in lines
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" role="img"'
        f' viewBox="0 0 {WIDTH} {HEIGHT}" aria-label="{title}"><title>{title}</title>'
        f'<rect width="{WIDTH}" height="{HEIGHT}" rx="12" fill="{colour}"/>{mark}'
        f'<g fill="#fff" font-family="system-ui, sans-serif">{texts}</g></svg>'
    )

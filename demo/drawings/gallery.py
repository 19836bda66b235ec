"""The drawings by name, with what they show in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from demo.drawings import scenes
from demo.drawings.canvas import MIST, PAPER, PEACH, SAND, SKY, Canvas


@dataclass(frozen=True)
class Drawing:
    """What is drawn, in words for people who can not see it."""

    name: str
    alt: str
    background: str
    draw: Callable[[Canvas], None]

    @property
    def title(self) -> str:
        """Return the name under which editors find it."""
        return f"Drawing: {self.name.replace('-', ' ')}"

    def png(self) -> bytes:
        """Draw it."""
        canvas = Canvas(self.background)
        self.draw(canvas)
        return canvas.png()


# One for each theme of the pack.
THEMES = {
    drawing.name: drawing
    for drawing in [
        Drawing(
            "special-educational-needs-and-disability",
            "A circle, a square, a triangle and a hexagon side by side on one shelf.",
            PAPER,
            scenes.shelf,
        ),
        Drawing(
            "early-years",
            "Six building blocks stacked in a pyramid, with a red ball beside them.",
            MIST,
            scenes.blocks,
        ),
        Drawing(
            "school-life",
            "A path leads up to a small school with a red roof and a clock.",
            SKY,
            scenes.school,
        ),
        Drawing("health-and-wellbeing", "A red heart above calm blue waves.", PEACH, scenes.heart),
        Drawing(
            "mental-health",
            "The sun comes out behind a cloud, with two speech bubbles below.",
            SKY,
            scenes.sun_and_cloud,
        ),
        Drawing("childcare", "An abacus with four rows of coloured beads.", MIST, scenes.abacus),
        Drawing(
            "money-and-housing",
            "Three houses in a row, with a stack of gold coins beside them.",
            SKY,
            scenes.houses,
        ),
        Drawing("transport", "A red bus on a road in front of green hills.", SKY, scenes.bus),
        Drawing(
            "family-support", "Four people, large and small, under one wide umbrella.", PAPER, scenes.umbrella
        ),
        Drawing(
            "safety", "A lighthouse with red and white bands shines over the sea.", SKY, scenes.lighthouse
        ),
        Drawing(
            "short-breaks", "A red tent beside a tree, with hills and the sun behind.", MIST, scenes.tent
        ),
        Drawing(
            "transition-to-adulthood",
            "Stepping stones lead across water to a red flag.",
            PAPER,
            scenes.stepping_stones,
        ),
        Drawing(
            "digital", "A laptop and a phone with speech bubbles on their screens.", SAND, scenes.screens
        ),
        Drawing(
            "planning-and-commissioning",
            "A planning board with coloured cards in three columns.",
            SKY,
            scenes.board,
        ),
    ]
}
HOME = Drawing(
    "home", "Four people at one table, with three speech bubbles above them.", MIST, scenes.round_table
)
TOOLKITS = Drawing(
    "toolkits",
    "A checklist on a clipboard, two of three boxes ticked, and a pencil.",
    PAPER,
    scenes.clipboard,
)
STANDARD = Drawing(
    "standard", "Four steps lead up to a red flag; a ball waits on the first.", SAND, scenes.steps
)
DRAWINGS = [*THEMES.values(), HOME, TOOLKITS, STANDARD]

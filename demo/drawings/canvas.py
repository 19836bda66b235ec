"""A sheet with a few shapes and calm colours, which gives the same bytes each time."""

from __future__ import annotations

import io
import math

from PIL import Image, ImageDraw

WIDTH, HEIGHT = 1600, 900
# Drawn larger and made smaller, so that edges are smooth.
SCALE = 2
COLORS = 96

PAPER, CREAM, SAND = "#f3efe6", "#fbf8f1", "#e6dcc8"
TEAL, DEEP, SKY, MIST = "#4f8f8b", "#2f5d62", "#a9cdd3", "#d5e6e8"
TAN, BROWN, UMBER = "#d9a07c", "#a8704f", "#7d4f3a"
CORAL, PEACH, GOLD, PLUM, LEAF = "#d98268", "#f0b79c", "#e5b95c", "#7d6b8f", "#8fb08a"


class Canvas:
    """Shapes on a sheet of 1600 by 900, positions from the top left corner."""

    def __init__(self, background: str) -> None:
        self.sheet = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), background)
        self._draw = ImageDraw.Draw(self.sheet)

    def circle(self, x: float, y: float, radius: float, color: str) -> None:
        self._draw.ellipse([SCALE * edge for edge in (x - radius, y - radius, x + radius, y + radius)], color)

    def box(self, x: float, y: float, width: float, height: float, color: str, radius: float = 0) -> None:
        corners = [SCALE * edge for edge in (x, y, x + width, y + height)]
        self._draw.rounded_rectangle(corners, SCALE * radius, color)

    def shape(self, color: str, *points: tuple[float, float]) -> None:
        self._draw.polygon([(SCALE * x, SCALE * y) for x, y in points], color)

    def line(self, color: str, width: float, *points: tuple[float, float]) -> None:
        self._draw.line([(SCALE * x, SCALE * y) for x, y in points], color, round(SCALE * width), "curve")
        for x, y in (points[0], points[-1]):
            self.circle(x, y, width / 2, color)

    def arc(
        self, x: float, y: float, radius: float, start: float, end: float, color: str, width: float
    ) -> None:
        corners = [SCALE * edge for edge in (x - radius, y - radius, x + radius, y + radius)]
        self._draw.arc(corners, start, end, color, round(SCALE * width))

    def slice(self, x: float, y: float, radius: float, start: float, end: float, color: str) -> None:
        corners = [SCALE * edge for edge in (x - radius, y - radius, x + radius, y + radius)]
        self._draw.pieslice(corners, start, end, color)

    def hills(self, base: float, height: float, length: float, shift: float, color: str) -> None:
        """Fill below a gentle wave."""
        wave = [
            (x, base - height * math.sin((x + shift) / length * 2 * math.pi)) for x in range(0, WIDTH + 1, 10)
        ]
        self.shape(color, (0, HEIGHT), *wave, (WIDTH, HEIGHT))

    def polygon(self, x: float, y: float, radius: float, sides: int, color: str, turn: float = -90) -> None:
        angles = [math.radians(turn + 360 * side / sides) for side in range(sides)]
        self.shape(color, *((x + radius * math.cos(angle), y + radius * math.sin(angle)) for angle in angles))

    def bubble(self, x: float, y: float, width: float, height: float, color: str, tail: int = 1) -> None:
        """Draw a speech bubble whose tail points right (1) or left (-1)."""
        self.box(x, y, width, height, color, min(width, height) / 3)
        middle, foot = x + width / 2, y + height
        self.shape(
            color, (middle - 30, foot - 5), (middle + 50 * tail + 20, foot + 70), (middle + 40, foot - 5)
        )

    def person(self, x: float, y: float, size: float, color: str, head: str) -> None:
        """Draw head and shoulders standing on `y`."""
        self.slice(x, y, size, 180, 360, color)
        self.circle(x, y - 1.42 * size, 0.5 * size, head)

    def png(self) -> bytes:
        """Return a small PNG."""
        small = self.sheet.resize((WIDTH, HEIGHT), Image.Resampling.BOX)
        file = io.BytesIO()
        small.quantize(COLORS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(
            file, "PNG", optimize=True
        )
        return file.getvalue()

import io
import struct
import zlib

import pytest
from PIL import Image

from demo.drawings import DRAWINGS, THEMES
from demo.pack import read_pack


@pytest.mark.parametrize("drawing", DRAWINGS, ids=lambda drawing: drawing.name)
def test_a_drawing_is_small_and_of_one_size(drawing):
    png = drawing.png()

    assert Image.open(io.BytesIO(png)).size == (1600, 900)
    assert len(png) < 30_000


def test_every_theme_of_the_pack_has_its_own_drawing():
    assert set(THEMES) == {theme.slug for theme in read_pack().taxonomies.themes}
    assert len({zlib.crc32(drawing.png()) for drawing in THEMES.values()}) == len(THEMES)


def test_a_drawing_gives_the_same_bytes_each_time():
    assert DRAWINGS[0].png() == DRAWINGS[0].png()


def test_every_drawing_says_what_it_shows_in_a_sentence():
    for drawing in DRAWINGS:
        assert drawing.alt.endswith(".")
        assert 25 <= len(drawing.alt) <= 125
    assert len({drawing.alt for drawing in DRAWINGS}) == len(DRAWINGS)


def test_a_drawing_names_no_time_of_making():
    png, kinds, place = DRAWINGS[0].png(), set(), 8
    while place < len(png):
        length, kind = struct.unpack(">I4s", png[place : place + 8])
        kinds.add(kind)
        place += length + 12
    assert b"tIME" not in kinds

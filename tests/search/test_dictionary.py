"""The words of English are those of the list that they come from."""

from __future__ import annotations

import gzip
import json
from importlib.resources import files

from search.understanding.dictionary import LEAST_FREQUENCY, english


def test_the_frequent_words_of_the_list_are_there_and_no_other() -> None:
    packed = files("spellchecker").joinpath("resources", "en.json.gz").read_bytes()
    frequencies = json.loads(gzip.decompress(packed))
    frequent = {word for word, frequency in frequencies.items() if frequency >= LEAST_FREQUENCY}
    assert english() == frequent
    assert {"children", "don't"} <= english()

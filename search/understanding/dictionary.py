"""Words of English at large: what one of them says is meant so, even where no item has it."""

from __future__ import annotations

import gzip
import json
from functools import cache
from importlib.resources import files

# Rarer words are as often slips: the list is counted from what people typed.
LEAST_FREQUENCY = 1_000


@cache
def english() -> frozenset[str]:
    """Return the frequent words of English in small letters, from the list that comes with pyspellchecker.

    Its own checker is not used: it corrects by English at large, not by what is found here.
    """
    packed = files("spellchecker").joinpath("resources", "en.json.gz").read_bytes()
    frequencies: dict[str, int] = json.loads(gzip.decompress(packed))
    return frozenset(word for word, frequency in frequencies.items() if frequency >= LEAST_FREQUENCY)

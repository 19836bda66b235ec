"""Words of English at large: what one of them says is meant so, even where no item has it."""

from __future__ import annotations

import gzip
import re
from functools import cache
from importlib.resources import files

# Rarer words are as often slips: the list is counted from what people typed.
LEAST_FREQUENCY = 1_000
ENTRY = re.compile(r'"(?P<word>[^"\\]+)": (?P<frequency>\d+)')


@cache
def english() -> frozenset[str]:
    """Return the frequent words of English in small letters, from the list that comes with pyspellchecker.

    Its own checker is not used: it corrects by English at large, not by what is found here.
    """
    packed = files("spellchecker").joinpath("resources", "en.json.gz").read_bytes()
    # Parsed as JSON, all words would stand in memory at once, five times as many.
    entries = ENTRY.finditer(gzip.decompress(packed).decode())
    return frozenset(entry["word"] for entry in entries if int(entry["frequency"]) >= LEAST_FREQUENCY)

"""Dates in plain words, such as `last Wednesday of the month at 7pm`, read only where they are certain."""

from events.phrases.reading import Reading, read_phrase

__all__ = ["Reading", "read_phrase"]

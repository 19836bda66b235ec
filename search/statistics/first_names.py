"""First names that are common in the United Kingdom, of girls and boys of many families' origins.

Names that are words of everyday English as well, such as Grace, Hope, Mark and Will, are left out: searches
need those words, and a search that fewer than three people make is not shown in any case.
"""

from __future__ import annotations

from pathlib import Path

FIRST_NAMES = frozenset((Path(__file__).parent / "first_names.txt").read_text().split())

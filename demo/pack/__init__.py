"""The content pack: its files, the shape of each, and what is wrong with them."""

from demo.pack.faults import Fault, PackError
from demo.pack.reading import CONTENT, Pack, read_pack

__all__ = ["CONTENT", "Fault", "Pack", "PackError", "read_pack"]

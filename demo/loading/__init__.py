"""Turn a pack without faults into pages, words, images and files; what is there already stays as it is."""

from demo.loading.loader import Loaded, is_empty, load

__all__ = ["Loaded", "is_empty", "load"]

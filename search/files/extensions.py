"""The types of files whose text is read, by their extensions; apart from the readers, which are large."""

from search.files.office import READERS

EXTENSIONS = {"pdf", *READERS}

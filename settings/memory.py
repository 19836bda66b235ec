"""What spares the web processes memory, before they split off from the one that starts them."""

import ctypes
import mmap
import re
import sys
import warnings
from pathlib import Path

from settings.env import Environment

# Colours for an API that browsers explore, a format of images that no upload may have, a guess at how a page
# is encoded, and what stands on a developer's machine alone, where other libraries load it as it is there.
NEVER_USED = ["pygments", "pillow_heif", "charset_normalizer", "lxml", "yaml", "greenlet"]
# In /proc/self/smaps: a private mapping that can not be written to, of a file (its inode is not 0).
OF_A_FILE = re.compile(r"([0-9a-f]+)-([0-9a-f]+) r-[-x]p \S+ \S+ [1-9]")
UNWRITTEN = re.compile(r"^Anonymous: +0 kB", re.MULTILINE)


def leave_out(env: Environment) -> None:
    """Spare the web processes what others load only because it is installed, and do without where it is not.

    On SQLite that is PostgreSQL's driver too, a tenth of their memory. A module that stands as None is not
    installed, as Python has it.
    """
    absent = [*NEVER_USED]
    if env["DATABASE_URL"]["ENGINE"].endswith("sqlite3"):
        absent.append("psycopg")
    # What guesses encodings is missed once, aloud, by a library that then takes UTF-8.
    warnings.filterwarnings("ignore", message="Unable to find acceptable character detection")
    for name in absent:
        sys.modules[name] = None  # type: ignore[assignment]  # the stubs know of no None


def give_back_memory() -> None:
    """Give back to the system what only the start needed; glibc keeps it until it is asked."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)


def let_go_of_libraries() -> None:
    """Let go of the pages of libraries that the start has read: the process that only waits needs few.

    Whichever process needs one again finds it in the system's cache of files: only mappings that nobody has
    written to, and nobody can, are let go of.
    """
    if sys.platform != "linux":
        return
    libc = ctypes.CDLL(None)
    for mapping in re.split(r"^(?=[0-9a-f]+-)", Path("/proc/self/smaps").read_text(), flags=re.MULTILINE):
        found = OF_A_FILE.match(mapping)
        if found and UNWRITTEN.search(mapping):
            start, end = (int(side, 16) for side in found.groups())
            libc.madvise(ctypes.c_void_p(start), ctypes.c_size_t(end - start), mmap.MADV_DONTNEED)

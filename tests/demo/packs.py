"""Reading packs as plain JSON, apart from the code under test."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from demo.pack import CONTENT


def entries(file: str) -> Any:
    return json.loads((CONTENT / file).read_text())


def edit(folder: Path, file: str, change: Callable[[Any], Any]) -> None:
    """Change a file of a copied pack in place."""
    path = folder / file
    values = json.loads(path.read_text())
    change(values)
    path.write_text(json.dumps(values))

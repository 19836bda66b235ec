import shutil
import subprocess
from pathlib import Path

import pytest

from settings.env import ROOT


@pytest.fixture
def clean_copy(tmp_path: Path) -> Path:
    """Return a copy of all files but those that git ignores: no state and no virtual environment."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    copy = tmp_path / "hub"
    for name in filter(None, listed.stdout.split("\0")):
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, copy / name)
    return copy

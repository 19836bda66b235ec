"""Where and with what processes of their own run: those that take much memory, or may die without harm."""

import os
from pathlib import Path

ROOT = Path(__file__).parents[1]
# Nothing of the hub's own settings, such as its secrets.
ENVIRONMENT = {"PATH": os.defpath, "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}

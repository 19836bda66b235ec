import json
from pathlib import Path

from tests.settings.test_env import PRODUCTION
from tests.settings.test_start import start

WARN = """
import logging, django
django.setup()
logging.getLogger("hub").warning("Disk is %s %% full", 97)
try:
    1 / 0
except ZeroDivisionError:
    logging.getLogger("hub").exception("It broke")
"""


def test_production_writes_one_json_object_a_line(tmp_path: Path):
    ran = start(["-c", WARN], **PRODUCTION | {"STATE_DIR": str(tmp_path)})
    first, second = (json.loads(line) for line in ran.stderr.splitlines())
    assert first["at"].startswith("20")
    assert (first["level"], first["logger"], first["message"]) == ("WARNING", "hub", "Disk is 97 % full")
    assert "request_id" in first
    assert "ZeroDivisionError" in second["exc_info"]


def test_people_may_read_plain_text(tmp_path: Path):
    ran = start(["-c", WARN], **PRODUCTION | {"STATE_DIR": str(tmp_path), "LOG_FORMAT": "text"})
    assert ran.stderr.startswith("WARNING hub Disk is 97 % full")

"""The bank holidays that come with the hub; editors add those that are announced later."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).parent / "data" / "bank_holidays.json"


@dataclass(frozen=True)
class ShippedBankHolidays:
    """Days by date with their names, all of a range, and who says so."""

    source: dict[str, str]
    first: dt.date
    last: dt.date
    days: dict[dt.date, str]


def shipped() -> ShippedBankHolidays:
    """Return what the file holds."""
    values = json.loads(FILE.read_text(encoding="utf-8"))
    return ShippedBankHolidays(
        source=values["source"],
        first=dt.date.fromisoformat(values["from"]),
        last=dt.date.fromisoformat(values["to"]),
        days={dt.date.fromisoformat(one["day"]): one["name"] for one in values["days"]},
    )

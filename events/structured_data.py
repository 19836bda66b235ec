"""Events and consultations in the words of schema.org."""

from __future__ import annotations

import datetime as dt
import re

from cms.content.structured_data import Values, organisations, without_gaps
from cms.dates import local
from events.recurrence import DAYS, parts

SECOND = dt.timedelta(seconds=1)
SCHEMA = "https://schema.org"
STATUSES = {
    "scheduled": "EventScheduled",
    "full": "EventScheduled",
    "cancelled": "EventCancelled",
    "postponed": "EventPostponed",
    "moved_online": "EventMovedOnline",
}
MODES = {
    "in_person": "OfflineEventAttendanceMode",
    "online": "OnlineEventAttendanceMode",
    "phone": "OnlineEventAttendanceMode",
    "hybrid": "MixedEventAttendanceMode",
}
UNITS = {"DAILY": "D", "WEEKLY": "W", "MONTHLY": "M", "YEARLY": "Y"}
# A price in words is read as none only where nothing in it can mean another.
FREE = re.compile(r"free\b(?!.*(\d|£|\bfor\b))", re.IGNORECASE)


def event(values: Values) -> Values:
    """Return an event by its next date, or the last one where all are over, and how it repeats."""
    upcoming = values["next_occurrence"]
    date = upcoming or values["occurrences"][-1 if values["archived"] else 0]
    online = "moved_online" in (values["status"], date["status"])
    return {
        "startDate": _edge(date["starts_at"], values),
        "endDate": _edge(date["ends_at"], values, is_end=True),
        "eventStatus": f"{SCHEMA}/{STATUSES[date['status']]}",
        "eventAttendanceMode": f"{SCHEMA}/{MODES['online' if online else values['attendance']]}",
        "eventSchedule": _schedule(values["schedule"]),
        "location": _locations(values, online),
        "organizer": organisations(values),
        "maximumAttendeeCapacity": values["booking"]["capacity"],
        **_offer(values, date["status"]),
    }


def consultation(values: Values) -> Values:
    """Return a consultation: when it takes answers, and where while it does."""
    ways = values["ways_to_respond"]
    action = {
        "@type": "CommunicateAction",
        "target": ways["online"] if ways and ways["online"] else values["url"],
        "startTime": values["opens_at"],
        "endTime": values["closes_at"],
    }
    return {
        "creativeWorkStatus": values["state"],
        "temporalCoverage": f"{values['windows'][0]['opens_at']}/{values['windows'][-1]['closes_at']}",
        "publisher": organisations(values),
        "potentialAction": action if values["state"] == "open" else None,
    }


def _edge(text: str, values: Values, is_end: bool = False) -> str:
    """Return the instant, or for whole days the day, the last one included."""
    if not values["schedule"]["all_day"]:
        return text
    instant = dt.datetime.fromisoformat(text)
    return str(local(instant - SECOND if is_end else instant).date())


def _schedule(schedule: Values) -> Values | None:
    """Return how it repeats, None where schema.org's words would say other dates than the rule."""
    if not schedule["rule"] or schedule["extra_dates"]:
        return None
    rule = parts(schedule["rule"])
    days = _days(rule)
    if days is None:
        return None
    starts = _value(schedule["starts"])
    until = rule.get("UNTIL")
    gone = {change["original"] for change in schedule["changes"] if _is_gone(change)}
    return without_gaps(
        {
            "@type": "Schedule",
            "startDate": starts[0],
            "endDate": _value(until)[0] if until else None,
            "startTime": starts[1],
            "duration": schedule["duration"],
            "repeatFrequency": f"P{rule.get('INTERVAL', '1')}{UNITS[rule['FREQ']]}",
            "repeatCount": int(rule["COUNT"]) if "COUNT" in rule else None,
            "byDay": days,
            "byMonthDay": int(rule["BYMONTHDAY"]) if "BYMONTHDAY" in rule else None,
            "exceptDate": [_value(text)[0] for text in sorted({*schedule["except_dates"], *gone})],
            "scheduleTimezone": schedule["time_zone"],
        }
    )


def _days(rule: dict[str, str]) -> list[str] | None:
    """Return the days of a rule, None for such as the last working day of a month."""
    names = rule.get("BYDAY", "").split(",")
    if "BYSETPOS" in rule:
        return [f"{rule['BYSETPOS']}{names[0]}"] if len(names) == 1 else None
    return [f"{SCHEMA}/{DAYS[name]}" if name in DAYS else name for name in names if name]


def _is_gone(change: Values) -> bool:
    return bool(change["status"] == "cancelled" or change["starts"] != change["original"])


def _value(text: str) -> tuple[str, str | None]:
    """Return the day and the time of an RFC 5545 value, as ISO 8601 has them."""
    day, _, time = text.partition("T")
    return f"{day[:4]}-{day[4:6]}-{day[6:8]}", f"{time[:2]}:{time[2:4]}:{time[4:6]}" if time else None


def _locations(values: Values, online: bool) -> list[Values]:
    venue, url = values["venue"], (values["online"] or {}).get("url")
    places = []
    if venue and not online:
        address = {
            "@type": "PostalAddress",
            "streetAddress": venue["address_line"],
            "addressLocality": venue["town"],
            "postalCode": venue["postcode"],
            "addressCountry": "GB",
        }
        name = venue["name"] or venue["town"]
        places.append({"@type": "Place", "name": name, "address": without_gaps(address)})
    if online or values["attendance"] in {"online", "hybrid"}:
        places.append({"@type": "VirtualLocation", "url": url or values["url"]})
    return places


def _offer(values: Values, status: str) -> Values:
    if not FREE.match(values["cost"]):
        return {}
    offer = {
        "@type": "Offer",
        "price": 0,
        "priceCurrency": "GBP",
        "url": values["booking"]["url"] or values["url"],
        "availability": f"{SCHEMA}/{'SoldOut' if status == 'full' else 'InStock'}",
    }
    return {"isAccessibleForFree": True, "offers": offer}

// Reads iCalendar on stdin and prints every occurrence that starts before the day in the first argument
// (such as 2030-01-01), as JSON: [{uid, starts, ends, local, status, sequence, summary, recurrenceId}].
// A day is "2026-03-29", an instant "2026-03-29T09:00:00Z", a time without a zone "2026-03-29T10:00:00". Zones come from the file's own VTIMEZONE.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

const horizon = ICAL.Time.fromDateString(process.argv[2]);
const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));

for (const zone of calendar.getAllSubcomponents("vtimezone")) {
  ICAL.TimezoneService.register(zone);
}

function print(time) {
  if (time.isDate || time.zone === ICAL.Timezone.localTimezone) return time.toString();
  return time.convertToZone(ICAL.Timezone.utcTimezone).toString();
}

function describe(item, startDate, endDate, recurrenceId) {
  return {
    uid: item.uid,
    starts: print(startDate),
    ends: print(endDate),
    local: startDate.toString(),
    status: item.component.getFirstPropertyValue("status"),
    sequence: item.sequence,
    summary: item.summary,
    recurrenceId: recurrenceId ? print(recurrenceId) : null,
  };
}

function* occurrences(event) {
  if (!event.isRecurring()) {
    yield describe(event, event.startDate, event.endDate, null);
    return;
  }
  const iterator = event.iterator();
  for (let next = iterator.next(); next && next.compare(horizon) < 0; next = iterator.next()) {
    const { item, startDate, endDate } = event.getOccurrenceDetails(next);
    yield describe(item, startDate, endDate, next);
  }
}

const components = calendar.getAllSubcomponents("vevent");
const changed = components.filter((component) => component.hasProperty("recurrence-id"));
const events = components
  .filter((component) => !component.hasProperty("recurrence-id"))
  .map((component) => {
    const uid = component.getFirstPropertyValue("uid");
    const exceptions = changed.filter((other) => other.getFirstPropertyValue("uid") === uid);
    return new ICAL.Event(component, { exceptions, strictExceptions: true });
  });
process.stdout.write(JSON.stringify(events.flatMap((event) => [...occurrences(event)])));

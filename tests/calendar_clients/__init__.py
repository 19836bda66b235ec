"""Calendars of other makes, which read what the hub writes."""

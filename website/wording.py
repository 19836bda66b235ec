"""How the contract's fixed words are called on pages."""

from __future__ import annotations

STATES = {
    "upcoming": "Opening soon",
    "open": "Open now",
    "paused": "Paused",
    "closed": "Closed, results to come",
    "reported": "Results published",
    "withdrawn": "Withdrawn",
}
STATUSES = {
    "scheduled": "Going ahead",
    "cancelled": "Cancelled",
    "postponed": "Postponed",
    "moved_online": "Moved online",
    "full": "Full",
}
ATTENDANCES = {
    "in_person": "In person",
    "online": "Online",
    "hybrid": "In person or online",
    "phone": "By phone",
}
PROVISIONS = {
    "childcare": "Childcare",
    "travel_expenses": "Travel paid",
    "interpreter_bsl": "BSL interpreter",
    "hearing_loop": "Hearing loop",
    "step_free": "Step-free access",
    "quiet_space": "Quiet space",
    "children_welcome": "Children welcome",
}
OFFERS = {"yes": "Yes", "no": "No", "on_request": "If you ask", "not_needed": "Not needed"}
TYPES = {
    "event": "Events",
    "consultation": "Consultations",
    "practice-example": "Practice examples",
    "toolkit": "Toolkits",
    "organisation": "Services",
    "standard": "The Standard",
    "dimension": "Parts of the Standard",
    "register-entry": "Services on the register",
    "page": "Information",
    "index": "Lists",
    "home": "Home page",
}
ONE_OF = {
    "event": "Event",
    "consultation": "Consultation",
    "practice-example": "Practice example",
    "toolkit": "Toolkit",
    "organisation": "Service",
    "standard": "Standard",
    "dimension": "Part of the Standard",
    "register-entry": "Service on the register",
    "page": "Information",
    "index": "List",
    "home": "Home page",
}
RECOGNITIONS = {"working_to": "Working to the Standard", "meets": "Meets the Standard"}
SERVICE_KINDS = {
    "childcare": "Childcare",
    "school": "School",
    "health": "Health",
    "family_support": "Family support",
    "youth": "Youth work",
    "library": "Library",
    "voluntary_group": "Voluntary group",
    "council_team": "Council team",
    "other": "Another kind of service",
}
VERSIONS = {"current": "Current", "superseded": "Superseded", "draft": "Draft"}
CHANGES = {"added": "New", "removed": "Taken out", "reworded": "Reworded", "unchanged": "As it was"}
FORMATS = {"easy-read": "Easy Read", "bsl-video": "BSL video", "large-print": "Large print"}
KINDS = {
    "type": "Kind",
    "audience": "Who it is for",
    "theme": "Topic",
    "area": "Area",
    "age_range": "Age of the children",
    "organisation": "Service",
    "indicator": "Statement of the Standard",
    "level": "How far families decide",
    "state": "Where it stands",
    "attendance": "How to take part",
    "provision": "What is there",
    "recognition": "How far it is",
    "service_kind": "Kind of service",
    "year": "Year",
    "archived": "Past ones",
    "from": "From",
    "to": "Until",
}
WORDS = {
    "state": STATES | STATUSES,
    "attendance": ATTENDANCES,
    "provision": PROVISIONS,
    "recognition": RECOGNITIONS,
    "service_kind": SERVICE_KINDS,
    "type": TYPES,
    "archived": {"include": "Past ones too", "only": "Past ones only"},
}


def in_words(word: str) -> str:
    """Return a word of the contract that nobody has named, as well as it can be read."""
    return word.replace("-", " ").replace("_", " ").capitalize()

"""What a phrase has said so far, and in which words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from events.phrases.refusals import refuse

# What is said twice in two ways, in people's words.
SAID_TWICE = {
    "start": "are two times. Describe one event at a time",
    "end": "are two ends. Write only one",
    "minutes": "are two lengths. Write only one",
    "one_off": "are two dates. Give the first here, and the others as extra dates",
    "first_day": "are two first days. Write only one",
    "until": "are two last days. Write only one",
    "count": "are two numbers of times. Write only one",
}
TWO_RULES = "are two rules. Write one, such as “every Tuesday and Thursday”, or make two events"


@dataclass
class Draft:
    """Values by name, each with the words that said it."""

    values: dict[str, Any] = field(default_factory=dict)
    quotes: dict[str, str] = field(default_factory=dict)

    def say(self, name: str, value: Any, quote: str) -> None:
        """Note a value; raises ValidationError where another was said before."""
        quote = quote.strip(" ,")
        if name in self.values and self.values[name] != value:
            refuse(f"{self.quotes[name]}” and “{quote}", SAID_TWICE.get(name, TWO_RULES))
        self.values[name] = value
        self.quotes.setdefault(name, quote)

    def get(self, name: str) -> Any:
        """Return a value, None where nothing was said."""
        return self.values.get(name)

    def quote(self, *names: str) -> str:
        """Return the words for the first of these names that was said."""
        return next(self.quotes[name] for name in names if name in self.quotes)

    def has(self, *names: str) -> bool:
        """Return whether any of these was said."""
        return any(name in self.values for name in names)

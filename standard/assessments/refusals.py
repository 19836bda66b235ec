"""What is refused of a service's own words, each with the field and how to mend it."""

from __future__ import annotations


class Refused(Exception):  # noqa: N818, it is said to people in words
    """Something can not be kept as it was given; nothing of it was."""

    def __init__(self, field: str, message: str, value: str = "") -> None:
        super().__init__(message)
        self.field, self.message, self.value = field, message, value

"""Contacts on a page: kept for colleagues, shown to readers only where an editor says so."""

from __future__ import annotations

from django.db import models
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from cms.content import schemas


class ContactFields(models.Model):
    """Who answers questions about a page."""

    contact_role = models.CharField(
        max_length=120, blank=True, help_text="A role such as “The parent link worker”. Never a name."
    )
    contact_email = models.EmailField(blank=True)
    contact_phone = models.CharField(max_length=30, blank=True)
    contact_is_public = models.BooleanField(default=False, help_text="Show this contact to everyone.")

    contact_panel = MultiFieldPanel(
        [
            FieldPanel("contact_role"),
            FieldPanel(
                "contact_email", help_text="The team's, such as families@example.org. Never one person's."
            ),
            FieldPanel("contact_phone", help_text="Such as 0116 496 0001, with the area code."),
            FieldPanel("contact_is_public"),
        ],
        heading="Contact",
    )

    class Meta:
        abstract = True

    def public_contact(self) -> schemas.Contact | None:
        """Return the contact if it is public."""
        if not self.contact_is_public or not (self.contact_role or self.contact_email or self.contact_phone):
            return None
        return schemas.Contact(
            role=self.contact_role, email=self.contact_email or None, phone=self.contact_phone or None
        )

from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "events"
    verbose_name = "Events and consultations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cms.checks.prose_dates.stated import register_stated_days
        from cms.checks.registry import register_check
        from cms.content.publishing import register
        from cms.content.schedule import register_expiry
        from cms.feeds.calendar_entries import register_calendar_entries
        from cms.importing.registry import register_importer
        from cms.standing_pages import register_standing_page
        from cms.upkeep.registry import Harm, register_upkeep_source
        from events import calendar_entries, content_checks, signal_handlers
        from events.expiry import expire_consultation, expire_event
        from events.importing.importers import IMPORTERS
        from events.models import (
            ArchiveIndexPage,
            ConsultationIndexPage,
            ConsultationPage,
            EventIndexPage,
            EventPage,
        )
        from events.upkeep import SOURCES

        for model in [EventIndexPage, EventPage, ConsultationIndexPage, ConsultationPage, ArchiveIndexPage]:
            register(model)
        register_expiry(ConsultationPage, expire_consultation)
        register_expiry(EventPage, expire_event)
        register_standing_page(EventIndexPage, "events", "Events", "Places to turn up, ring in or log on.")
        register_standing_page(
            ConsultationIndexPage,
            "consultations",
            "Consultations",
            "What is being decided, and how to have a say.",
        )
        register_standing_page(
            ArchiveIndexPage,
            "previous-consultations",
            "Previous consultations",
            "What families said, what was decided and what came of it.",
        )
        register_calendar_entries("event", calendar_entries.event_entries)
        register_calendar_entries("consultation", calendar_entries.consultation_entries)
        for importer in IMPORTERS:
            register_importer(importer)
        register_stated_days(EventPage, content_checks.event_days)
        register_stated_days(ConsultationPage, content_checks.consultation_days)
        register_check(
            "consultation-rules",
            "Rules of consultations",
            content_checks.consultation_rules,
            ConsultationPage,
            harm=Harm.MISLED,
        )
        register_check("place-said", "Where it is", content_checks.place_said, EventPage, harm=Harm.MISLED)
        register_check(
            "pre-election",
            "Before elections",
            content_checks.pre_election,
            EventPage,
            ConsultationPage,
            of_live=False,
        )
        for source in SOURCES:
            register_upkeep_source(source)
        signal_handlers.connect()

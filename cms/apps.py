from django.apps import AppConfig


class CmsConfig(AppConfig):
    name = "cms"
    verbose_name = "Shared content"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Both need the models, which are loaded by now.
        from cms import signal_handlers
        from cms.checks import upkeep as checks
        from cms.checks.stock import register_stock_checks
        from cms.content.publishing import register
        from cms.links import upkeep as links
        from cms.media.consent import upkeep as consent
        from cms.organisations import Organisation
        from cms.review import mail
        from cms.upkeep.registry import register_upkeep_source
        from cms.upkeep.sources import SOURCES

        register(Organisation)
        register_stock_checks()
        for source in [*SOURCES, *checks.SOURCES, *links.SOURCES, *consent.SOURCES]:
            register_upkeep_source(source)
        signal_handlers.connect()
        mail.connect()

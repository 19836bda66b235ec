from django.apps import AppConfig


class CmsConfig(AppConfig):
    name = "cms"
    verbose_name = "Shared content"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Both need the models, which are loaded by now.
        from cms import signal_handlers
        from cms.checks.stock import register_stock_checks
        from cms.content.publishing import register
        from cms.organisations import Organisation

        register(Organisation)
        register_stock_checks()
        signal_handlers.connect()

from django.apps import AppConfig


class CmsConfig(AppConfig):
    name = "cms"
    verbose_name = "Shared content"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Both need the models, which are loaded by now.
        from cms import signal_handlers
        from cms.content.publishing import register
        from cms.organisations import Organisation

        register(Organisation)
        signal_handlers.connect()

from django.apps import AppConfig


class StandardConfig(AppConfig):
    name = "standard"
    verbose_name = "Standard"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cms.api.routers import register_router
        from cms.content.publishing import register
        from standard import signal_handlers
        from standard.assessments.api.addresses import keep_private
        from standard.models import DimensionPage, StandardIndexPage

        for model in [StandardIndexPage, DimensionPage]:
            register(model)
        register_router("standard.api.router")
        # By name, as its answers have cards of other areas in them.
        register_router("standard.assessments.api.routers.router")
        keep_private()
        signal_handlers.connect()

from django.apps import AppConfig


class StandardConfig(AppConfig):
    name = "standard"
    verbose_name = "Standard"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cms.api.routers import register_router
        from cms.content.publishing import register
        from cms.standing_pages import register_standing_page
        from standard import signal_handlers
        from standard.assessments.api.addresses import keep_private
        from standard.models import DimensionPage, StandardIndexPage
        from standard.register.models import RegisterEntry, RegisterIndexPage

        for model in [StandardIndexPage, DimensionPage, RegisterIndexPage]:
            register(model)
        register(RegisterEntry)
        register_standing_page(
            RegisterIndexPage,
            "register",
            "Who has adopted the Standard",
            "Services that work to the Standard, and those that meet it.",
        )
        register_router("standard.api.router")
        # By name, as their answers have cards of other areas in them.
        register_router("standard.register.api.router")
        register_router("standard.register.service_api.router")
        register_router("standard.assessments.api.routers.router")
        keep_private()
        signal_handlers.connect()

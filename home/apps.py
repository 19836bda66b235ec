from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = "Home"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cms.api.routers import register_router
        from cms.content.publishing import register
        from cms.standing_pages import register_standing_page
        from home.api import router
        from home.models import HomePage, InformationPage, ServicesIndexPage

        for model in [HomePage, InformationPage, ServicesIndexPage]:
            register(model)
        register_standing_page(
            ServicesIndexPage,
            "services",
            "Services",
            "The services, schools and groups that take part, and how to reach them.",
        )
        register_router(router)

from django.apps import AppConfig


class StandardConfig(AppConfig):
    name = "standard"
    verbose_name = "Standard"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cms.content.publishing import register
        from standard.models import DimensionPage, StandardIndexPage

        for model in [StandardIndexPage, DimensionPage]:
            register(model)

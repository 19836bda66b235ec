from django.apps import AppConfig


class InsightConfig(AppConfig):
    name = "insight"
    verbose_name = "What needs doing"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # They need the models, which are loaded by now.
        from cms.upkeep.registry import register_upkeep_source
        from insight import drafts

        for source in drafts.SOURCES:
            register_upkeep_source(source)

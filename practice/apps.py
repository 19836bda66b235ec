from django.apps import AppConfig


class PracticeConfig(AppConfig):
    name = "practice"
    verbose_name = "Practice"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cms.content.publishing import register
        from cms.importing.registry import register_importer
        from cms.standing_pages import register_standing_page
        from practice.importing.importers import IMPORTERS
        from practice.models import PracticeExamplePage, PracticeIndexPage, ToolkitIndexPage, ToolkitPage

        for model in [PracticeIndexPage, PracticeExamplePage, ToolkitIndexPage, ToolkitPage]:
            register(model)
        register_standing_page(
            PracticeIndexPage,
            "examples",
            "Practice examples",
            "What services tried with families, and what changed.",
        )
        register_standing_page(
            ToolkitIndexPage,
            "toolkits",
            "Toolkits",
            "Checklists, forms and guides for anyone who plans to ask families.",
        )
        for importer in IMPORTERS:
            register_importer(importer)

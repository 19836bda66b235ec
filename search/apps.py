from django.apps import AppConfig
from django.db.models.signals import post_save


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = "Search"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # They need the models, which are loaded by now.
        from cms.api.health import register_check
        from cms.api.routers import register_router
        from cms.content.models import ContentChange
        from cms.content.refresh import refreshed
        from cms.upkeep.registry import register_upkeep_source
        from search import clicks_api, suggest_api
        from search.api import router
        from search.engines.chosen import load_engine
        from search.files import signal_handlers
        from search.health import search_check
        from search.upkeep import SOURCES
        from search.waking import wake_after_commit, wake_worker

        for one in [router, suggest_api.router, clicks_api.router]:
            register_router(one)
        register_check("search", search_check)
        for source in SOURCES:
            register_upkeep_source(source)
        post_save.connect(wake_after_commit, sender=ContentChange)
        refreshed.connect(wake_worker)
        signal_handlers.connect()
        load_engine()

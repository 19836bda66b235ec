"""What the factories of all page types share."""

from __future__ import annotations

from typing import Any

import factory
import wagtail_factories
from wagtail.models import Page, Site

from home.models import HomePage


class HubPageFactory(wagtail_factories.PageFactory):
    """A page, published by a revision as in the admin; `live=False` leaves it a draft."""

    title = factory.Sequence(lambda number: f"Page {number}")
    summary = "What this page is about, in a sentence."
    live = True
    parent = factory.LazyFunction(lambda: home_page())

    class Meta:
        abstract = True

    @classmethod
    def _create_instance(cls, model_class: Any, parent: Page, kwargs: dict[str, Any]) -> Any:
        live = kwargs.pop("live")
        page = model_class(live=False, **kwargs)
        # The tree counts children in the row, which another page of the test may have changed.
        parent.refresh_from_db(fields=["numchild", "path", "url_path"])
        parent.add_child(instance=page)
        parent.refresh_from_db(fields=["numchild"])
        if not live:
            return page
        page.save_revision().publish()
        return model_class.objects.get(pk=page.pk)


def home_page() -> HomePage:
    """Return the home page of the one site, made on first use."""
    home: HomePage | None = HomePage.objects.first()
    return home or make_home()


def make_home(**values: Any) -> HomePage:
    """Return a published home page at the top of the default site, in place of Wagtail's welcome page."""
    home = HomePage(
        **{
            "title": "Have a say",
            "slug": "home",
            "summary": "Find out what is being decided.",
            "hero_heading": "Have a say",
            "hero_lead": "See what is being decided.",
            "live": False,
            **values,
        }
    )
    # Wagtail's first migration makes a welcome page, whose slug ours takes.
    Page.objects.filter(depth=2, slug="home").delete()
    Page.objects.get(depth=1).add_child(instance=home)
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={"hostname": "localhost", "port": 80, "site_name": "The hub", "root_page": home.page_ptr},
    )
    home.save_revision().publish()
    made: HomePage = HomePage.objects.get(pk=home.pk)
    return made


def the_only(model: Any, make: Any) -> Any:
    """Return a page of which a site has one, made on first use."""
    return model.objects.first() or make()

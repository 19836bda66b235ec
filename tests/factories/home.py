from __future__ import annotations

from typing import Any

from home.models import HomePage, InformationPage, ServicesIndexPage
from tests.factories.pages import HubPageFactory, make_home


class HomeFactory(HubPageFactory):
    parent = None

    class Meta:
        model = HomePage

    @classmethod
    def _create_instance(cls, model_class: Any, parent: Any, kwargs: dict[str, Any]) -> HomePage:
        kwargs.pop("live")
        return make_home(**kwargs)


class InformationFactory(HubPageFactory):
    class Meta:
        model = InformationPage


class ServicesIndexFactory(HubPageFactory):
    title = "Services"

    class Meta:
        model = ServicesIndexPage

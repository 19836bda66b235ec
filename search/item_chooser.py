"""Choose something public, by its title."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.widgets.chooser import BaseChooser

from cms.content.models import ContentItem


class TitleForm(BaseFilterForm):
    """Narrows the list to titles with some words."""

    q = forms.CharField(label="Words of the title", required=False)

    def filter(self, objects: QuerySet[ContentItem]) -> QuerySet[ContentItem]:
        self.search_query = self.cleaned_data.get("q", "")
        self.is_searching = bool(self.search_query)
        for word in self.search_query.split():
            objects = objects.filter(title__icontains=word)
        return objects


class ItemsMixin:
    """What the list shows."""

    filter_form_class = TitleForm
    ordering = ["title", "id"]

    @property
    def columns(self) -> list[Column]:
        title: TitleColumn = super().title_column  # type: ignore[misc]
        title.accessor = "title"
        return [title, Column("type", label="Type"), Column("path", label="Address")]


class ChooseItemView(ItemsMixin, ChooseView):
    """The whole dialogue."""


class ItemResultsView(ItemsMixin, ChooseResultsView):
    """The list in it."""


class ItemChooser(BaseChooser):
    """The field; what was chosen may have been withdrawn since."""

    def get_instance(self, value: Any) -> ContentItem | None:
        if value is None or isinstance(value, ContentItem):
            return value
        # Django's choices carry the id in a wrapper of their own.
        return ContentItem.objects.filter(pk=getattr(value, "value", value)).first()


item_chooser = ChooserViewSet(
    "public_item_chooser",
    model=ContentItem,
    icon="doc-full",
    choose_one_text="Choose something public",
    choose_another_text="Choose something else",
    choose_view_class=ChooseItemView,
    choose_results_view_class=ItemResultsView,
    base_widget_class=ItemChooser,
)

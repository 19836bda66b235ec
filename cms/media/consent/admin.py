"""Taking a picture back in the admin: one action, and the report of where it was."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.views.generic import DetailView, FormView
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.log_actions import LogActionRegistry
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import policy_registry

from cms.content.models import ContentItem
from cms.exports import SafeReportView
from cms.media.consent.models import ImageWithdrawal
from cms.media.consent.withdrawal import LOG_ACTION, withdraw_image
from cms.media.models import HubImage

VIEW = "cms.view_imagewithdrawal"


class WithdrawForm(forms.Form):
    """Why."""

    reason = forms.CharField(
        label="Why",
        max_length=300,
        help_text="Such as “Her mother asked on 4 May, letter 2026/114”. It is never public.",
    )


class WithdrawImageView(WagtailAdminTemplateMixin, FormView):  # type: ignore[type-arg]
    """Take one picture back, everywhere and for good."""

    form_class = WithdrawForm
    template_name = "cms/media/withdraw.html"
    header_icon = "bin"
    page_title = "Take this picture back"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.image = get_object_or_404(HubImage, pk=kwargs["image_id"], withdrawn_at=None)
        policy = policy_registry.get_by_type(HubImage)
        if not policy.user_has_permission_for_instance(request.user, "change", self.image):
            raise PermissionDenied
        self.page_subtitle = self.image.title
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: WithdrawForm) -> HttpResponse:
        record = withdraw_image(self.image, self.request.user, timezone.now(), form.cleaned_data["reason"])
        messages.success(
            self.request, f"“{self.image.title}” is taken back. Its addresses answer nobody any more."
        )
        return HttpResponseRedirect(reverse("image_withdrawal", args=[record.pk]))

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [
            {"url": reverse("wagtailadmin_home"), "label": "Home"},
            {"url": self.edit_url, "label": self.image.title},
            {"url": "", "label": self.page_title},
        ]

    @property
    def edit_url(self) -> str:
        return reverse("wagtailimages:edit", args=[self.image.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        items = ContentItem.objects.filter(dependencies__key=self.image.content_key).order_by("title")
        return context | {
            "items": items.only("title", "path"),
            "image": self.image,
            "edit_url": self.edit_url,
        }


def state(record: ImageWithdrawal) -> str:
    """Return how far a withdrawal is."""
    if record.is_complete:
        return "Gone everywhere"
    return f"Not gone yet. {record.fault}".strip()


class WithdrawalsView(SafeReportView):
    """All pictures that were taken back."""

    model = ImageWithdrawal
    permission_policy = ModelPermissionPolicy(ImageWithdrawal)
    any_permission_required = ["view"]
    page_title = "Pictures taken back"
    header_icon = "image"
    index_url_name = "image_withdrawals"
    index_results_url_name = "image_withdrawals_results"
    export_filename = "pictures-taken-back"
    no_results_message = "No picture was taken back."
    columns = [
        TitleColumn(
            "title", label="Picture", get_url=lambda record: reverse("image_withdrawal", args=[record.pk])
        ),
        Column("at", label="When"),
        Column("by", label="Who", accessor=lambda record: str(record.by or "The hub, as consent had ended")),
        Column("reason", label="Why"),
        Column("places", label="Pages", accessor=lambda record: len(record.places)),
        Column("state", label="State", accessor=state),
    ]
    list_export = ["title", "at", "by", "reason", "places", "state"]
    export_headings = {column.name: column.label for column in columns}

    def get_queryset(self) -> QuerySet[ImageWithdrawal]:
        return ImageWithdrawal.objects.select_related("by")


class WithdrawalView(WagtailAdminTemplateMixin, DetailView):  # type: ignore[type-arg]
    """The report of one: where it was, its addresses, the keys to purge, and when all was gone."""

    model = ImageWithdrawal
    template_name = "cms/media/withdrawal.html"
    context_object_name = "record"
    header_icon = "image"
    page_title = "A picture taken back"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm(VIEW):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [
            {"url": reverse("wagtailadmin_home"), "label": "Home"},
            {"url": reverse("image_withdrawals"), "label": WithdrawalsView.page_title},
            {"url": "", "label": self.object.title},
        ]


class WithdrawalsMenuItem(MenuItem):
    """The report's place in the menu."""

    def is_shown(self, request: Any) -> bool:
        return bool(request.user.has_perm(VIEW))


def menu_item() -> WithdrawalsMenuItem:
    return WithdrawalsMenuItem(
        WithdrawalsView.page_title, reverse("image_withdrawals"), icon_name="image", order=120
    )


def register_log_actions(actions: LogActionRegistry) -> None:
    """Name it in a picture's history and in the site's."""
    actions.register_action(LOG_ACTION, "Take a picture back", "Took the picture back")


urls = [
    path("images/<int:image_id>/take-back/", WithdrawImageView.as_view(), name="withdraw_image"),
    path("reports/pictures-taken-back/", WithdrawalsView.as_view(), name="image_withdrawals"),
    path(
        "reports/pictures-taken-back/results/",
        WithdrawalsView.as_view(results_only=True),
        name="image_withdrawals_results",
    ),
    path("reports/pictures-taken-back/<int:pk>/", WithdrawalView.as_view(), name="image_withdrawal"),
]

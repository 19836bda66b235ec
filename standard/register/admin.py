"""The register in the admin: the queue of applications, and the services that are on it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from wagtail_modeladmin.options import ModelAdmin, ModelAdminGroup
from wagtail_modeladmin.views import InspectView

from cms.exports import SafeExportView
from cms.registers import ReadOnly
from standard.register import moderation
from standard.register.models import Application, ApplicationStep, RegisterEntry


class Moderated(ReadOnly):
    """A register whose rows change by actions alone, of those who may change it."""

    def user_can_decide(self, user: Any) -> bool:
        return bool(self.user_has_specific_permission(user, self.get_perm_codename("change")))


class DecideView(InspectView):
    """What stands in the register, its history, and the actions that are possible now."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take an action; what can not be done is said, and the words stay."""
        if not self.permission_helper.user_can_decide(request.user):
            raise PermissionDenied
        try:
            done = self.decide(request.POST.get("action", ""), request.POST.get("words", ""))
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
            shown: HttpResponse = self.get(request, *args, **kwargs)
            return shown
        messages.success(request, done)
        return redirect(self.index_url)

    def decide(self, action: str, words: str) -> str:
        """Take an action on the row; return what was done, as a sentence."""
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_decide = self.permission_helper.user_can_decide(self.request.user)
        values: dict[str, Any] = super().get_context_data(**kwargs)
        return values | {
            "steps": self.steps(),
            "may_decide": may_decide and self.is_open(),
            "words": self.request.POST.get("words", ""),
        }

    def is_open(self) -> bool:
        """Return whether anything can be done."""
        raise NotImplementedError

    def steps(self) -> list[ApplicationStep]:
        """Return the history, the oldest first."""
        raise NotImplementedError


class ApplicationView(DecideView):
    """One application: accept, ask or decline."""

    def decide(self, action: str, words: str) -> str:
        actions: dict[str, Callable[[str], str]] = {
            "accept": self._accept,
            "ask": self._ask,
            "decline": self._decline,
        }
        if action not in actions:
            raise ValidationError("Choose whether to accept, to ask or to decline.")
        return actions[action](words)

    def _accept(self, words: str) -> str:
        entry = moderation.accept(self.instance, self.request.user, timezone.now())
        if entry is None:
            return "You have accepted it. It is public when somebody else accepts it too."
        return f"“{entry.service_name}” is on the register, at {entry.content_path}."

    def _ask(self, words: str) -> str:
        moderation.ask(self.instance, self.request.user, words, timezone.now())
        return f"“{self.instance.service_name}” reads your question when it opens its assessment."

    def _decline(self, words: str) -> str:
        moderation.decline(self.instance, self.request.user, words, timezone.now())
        return f"“{self.instance.service_name}” is declined, and reads why."

    def is_open(self) -> bool:
        return bool(self.instance.is_open)

    def steps(self) -> list[ApplicationStep]:
        return list(self.instance.steps.select_related("by"))


class EntryView(DecideView):
    """One service on the register: take it off."""

    def decide(self, action: str, words: str) -> str:
        if action != "take_off":
            raise ValidationError("Choose what to do.")
        moderation.step_down(self.instance, self.request.user, words, timezone.now())
        return f"“{self.instance.service_name}” is off the register."

    def is_open(self) -> bool:
        return self.instance.stepped_down_on is None

    def steps(self) -> list[ApplicationStep]:
        steps = ApplicationStep.objects.filter(application__assessment=self.instance.assessment)
        return list(steps.select_related("by"))


class ApplicationAdmin(ModelAdmin):
    """The queue: what services have sent in."""

    model = Application
    menu_label = "Applications"
    menu_icon = "mail"
    base_url_path = "register-applications"
    list_display = ["service_name", "recognition", "service_kind", "area_names", "state", "sent_at"]
    list_filter = ["state", "recognition", "service_kind", "version", "sent_at"]
    list_export = [
        "service_name",
        "recognition",
        "service_kind",
        "area_names",
        "version",
        "levels_in_words",
        "state",
        "sent_at",
        "expires_on",
    ]
    export_filename = "register-applications"
    search_fields = ["service_name"]
    ordering = ["-sent_at"]
    inspect_view_enabled = True
    inspect_view_class = ApplicationView
    inspect_view_fields = [
        "service_name",
        "recognition",
        "service_kind",
        "area_names",
        "version",
        "levels_in_words",
        "state",
        "sent_at",
        "expires_on",
    ]
    inspect_template_name = "standard/register/application.html"
    permission_helper_class = Moderated
    index_view_class = SafeExportView

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("areas")


class RegisterEntryAdmin(ModelAdmin):
    """Services on the register, those that have stepped down among them."""

    model = RegisterEntry
    menu_label = "On the register"
    menu_icon = "tick-inverse"
    base_url_path = "register-services"
    list_display = ["service_name", "recognition", "service_kind", "since", "expires_on", "stepped_down_on"]
    list_filter = ["recognition", "service_kind", "version", "expires_on"]
    list_export = [
        "service_name",
        "recognition",
        "service_kind",
        "version",
        "since",
        "expires_on",
        "stepped_down_on",
        "content_path",
    ]
    export_filename = "register"
    search_fields = ["service_name"]
    ordering = ["service_name"]
    inspect_view_enabled = True
    inspect_view_class = EntryView
    inspect_view_fields = [
        "service_name",
        "recognition",
        "service_kind",
        "version",
        "since",
        "expires_on",
        "stepped_down_on",
        "content_path",
    ]
    inspect_template_name = "standard/register/entry.html"
    permission_helper_class = Moderated
    index_view_class = SafeExportView


class RegisterGroup(ModelAdminGroup):
    """The register of those who have adopted the standard."""

    menu_label = "Register"
    menu_icon = "list-ul"
    menu_order = 250
    items = [ApplicationAdmin, RegisterEntryAdmin]

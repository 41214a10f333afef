"""Values, their years and judgements at the desk: the stock pages show them, acts change them."""

from functools import partial

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse

from leszno_ngo import clock
from leszno_ngo.admin import DeskAdmin
from strategy import publishing
from strategy.forms.acts import ConfirmForm, OverrideForm, ReasonForm
from strategy.models import IndicatorJudgement, IndicatorValue, ReportingYear

STAMPS = ["entered_at", "entered_by", "checked_at", "checked_by", "published_at", "published_by"]


class CoordinatorsAct:
    """A page on which the coordinator does something with one row: GET shows what will happen, POST does it."""

    act = None  # (the end of the address, the last part of the address's name)

    def get_urls(self):
        end, name = self.act
        view = self.admin_site.admin_view(self.act_view)
        return [
            path(f"<int:pk>/{end}/", view, name=f"strategy_{self.opts.model_name}_{name}"),
            *super().get_urls(),
        ]

    def act_view(self, request, pk):
        row = get_object_or_404(self.get_queryset(request), pk=pk)
        if not request.user.is_coordinator:
            raise PermissionDenied
        form, act, done, context = self.asked(request, row)
        back = reverse(f"admin:strategy_{self.opts.model_name}_change", args=[row.pk])
        if form.is_valid():
            try:
                act()
            except ValidationError as refusal:
                form.refuse(refusal)
            else:
                self.message_user(request, done, messages.SUCCESS)
                return HttpResponseRedirect(back)
        common = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "original": get_object_or_404(self.get_queryset(request), pk=pk),  # as it is, whatever was tried
            "form": form,
            "back": back,
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, context.pop("template", "admin/strategy/acts/act.html"), common | context)


@admin.register(IndicatorValue)
class IndicatorValueAdmin(DeskAdmin):
    """To be read; values are entered, checked and published on the screen of their year."""

    is_record = True
    list_display = ["indicator", "said_span", "revision", "value", "status", "state", "entered_by", "checked_by"]
    list_filter = ["state", "status", "year", "indicator__department"]
    list_select_related = ["indicator", "entered_by", "checked_by"]
    search_fields = ["indicator__name", "note"]
    readonly_fields = ["said_span", "state", *STAMPS]
    fields = [
        *("indicator", "said_span", "revision", "value", "status", "text", "source", "note", "reason", "remark"),
        *("state", *STAMPS),
    ]

    @admin.display(description="za", ordering="year")
    def said_span(self, value):
        return value.span


@admin.register(ReportingYear)
class ReportingYearAdmin(CoordinatorsAct, DeskAdmin):
    """A year is written down to be closed; nobody deletes it, since that would open it."""

    act = ("zamknij-otworz", "turn")
    list_display = ["year", "is_closed", "closed_at", "closed_by"]
    list_select_related = ["closed_by"]
    readonly_fields = ["closed_at", "closed_by"]
    fields = ["year", "closed_at", "closed_by"]

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description="zamknięty", boolean=True)
    def is_closed(self, year):
        return year.is_closed

    def asked(self, request, row):
        sent = request.POST if request.method == "POST" else None
        if row.is_closed:
            form = ReasonForm(sent)
            context = {
                "title": f"Otwórz rok {row}",
                "step": "Otwarcie",
                "intro": "Wydziały będą mogły znów wpisywać i poprawiać wartości za ten rok.",
                "button": "Otwórz rok",
            }

            def open_year():
                publishing.open_year(row.year, reason=form.cleaned_data["reason"], by=request.user)

            return form, open_year, f"Rok {row} jest otwarty.", context
        context = {
            "title": f"Zamknij rok {row}",
            "step": "Zamknięcie",
            "intro": "Nikt nie wpisze ani nie poprawi wartości za ten rok, póki koordynator go nie otworzy.",
            "button": "Zamknij rok",
        }
        close = partial(publishing.close_year, row.year, by=request.user, now=clock.now())
        return ConfirmForm(sent), close, f"Rok {row} jest zamknięty.", context


@admin.register(IndicatorJudgement)
class IndicatorJudgementAdmin(CoordinatorsAct, DeskAdmin):
    """What was judged stays as it was; beside it the coordinator may set another category."""

    act = ("ocena", "override")
    is_record = True
    list_display = ["indicator", "shown_category", "category", "override_category", "made_at"]
    list_filter = ["category", "override_category", "indicator__department"]
    list_select_related = ["indicator"]
    search_fields = ["indicator__name", "reason", "fact"]
    readonly_fields = ["override_at", "override_by"]
    fields = [
        *("indicator", "made_at", "method_version", "category", "ratio", "reason", "fact", "inputs", "recent"),
        *("override_category", "override_reason", "override_at", "override_by"),
    ]

    @admin.display(description="ocena", ordering="category")
    def shown_category(self, judgement):
        return judgement.shown.label

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Only the newest judgement of an indicator can be overridden."""
        newest = IndicatorJudgement.objects.newest().filter(pk=object_id) if object_id.isdigit() else None
        may_override = request.user.is_coordinator and newest is not None and newest.exists()
        return super().change_view(request, object_id, form_url, {"may_override": may_override} | (extra_context or {}))

    def asked(self, request, row):
        sent = request.POST if request.method == "POST" else None
        form = OverrideForm(sent, judgement=row)
        context = {
            "template": "admin/strategy/acts/override.html",
            "title": f"Ocena wskaźnika: {row.indicator}",
            "step": "Zmiana oceny",
            "button": "Zapisz ocenę",
        }

        def decide():
            category, reason = form.cleaned_data["category"], form.cleaned_data["reason"]
            if category == row.category and row.override_category:
                publishing.remove_override(row, reason=reason, by=request.user)
            else:
                publishing.override_judgement(row, category=category, reason=reason, by=request.user, now=clock.now())

        return form, decide, "Ocena jest zapisana.", context

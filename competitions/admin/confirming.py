"""„Gotowe” on a department's part: said and taken back with a button, taken back by every change of the stock forms.

Before anything is written the edition is locked, so nobody releases it between the question whether it may change and
the change itself. Who comes too late reads so and finds nothing changed.
"""

from functools import partialmethod

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST

from competitions import publishing
from competitions.models import ScheduleSection

PLACE = {"position"}  # where a part stands among the others is not its content


class RefusalsAreTold:
    """An act that is refused while a form is saved is told on that page instead of failing it."""

    def told(self, view, request, *args, **kwargs):
        try:
            return getattr(super(), view)(request, *args, **kwargs)
        except ValidationError as refusal:
            self.message_user(request, " ".join(refusal.messages), messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())

    changeform_view = partialmethod(told, "changeform_view")
    changelist_view = partialmethod(told, "changelist_view")
    delete_view = partialmethod(told, "delete_view")


class ChangesWithdraw(RefusalsAreTold):
    """What a form changes in a part takes its „gotowe” back, saying so."""

    def withdraw(self, request, section):
        if publishing.withdraw_confirmation(section):
            message = (
                f"Część „{section}” nie jest już oznaczona jako gotowa, bo zmieniono jej treść. "
                "Gdy skończysz, oznacz ją ponownie."
            )
            self.message_user(request, message, messages.WARNING)


class RowChangesWithdraw(ChangesWithdraw):
    """For rows of parts."""

    def save_model(self, request, obj, form, change):
        if form.changed_data:
            for pk in sorted({obj.section_id, form.initial.get("section") or obj.section_id}):
                self.withdraw(request, ScheduleSection.objects.get(pk=pk))
        super().save_model(request, obj, form, change)

    def delete_model(self, request, obj):
        self.withdraw(request, obj.section)
        super().delete_model(request, obj)

    @transaction.atomic
    def delete_queryset(self, request, queryset):
        for section in ScheduleSection.objects.filter(entries__in=queryset).distinct().order_by("pk"):
            self.withdraw(request, section)
        super().delete_queryset(request, queryset)


class PartChangesWithdraw(ChangesWithdraw):
    """For parts, with their rows below them."""

    def save_model(self, request, obj, form, change):
        for pk in sorted({obj.schedule_id, form.initial.get("schedule") or obj.schedule_id}):
            publishing.lock_for_editing(pk)
        if change and set(form.changed_data) - PLACE:
            self.withdraw(request, obj)
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        if change and any(formset.has_changed() for formset in formsets):
            self.withdraw(request, form.instance)
        super().save_related(request, form, formsets, change)

    def delete_model(self, request, obj):
        publishing.lock_for_editing(obj.schedule_id)
        super().delete_model(request, obj)

    @transaction.atomic
    def delete_queryset(self, request, queryset):
        for pk in sorted(set(queryset.values_list("schedule", flat=True))):
            publishing.lock_for_editing(pk)
        super().delete_queryset(request, queryset)


class EditionChangesWithdraw(ChangesWithdraw):
    """For editions, with their parts below them."""

    def save_model(self, request, obj, form, change):
        if change:
            publishing.lock_for_editing(obj.pk)
        super().save_model(request, obj, form, change)

    def save_formset(self, request, form, formset, change):
        for part_form in formset.initial_forms:
            if part_form not in formset.deleted_forms and set(part_form.changed_data) - PLACE:
                self.withdraw(request, part_form.instance)
        super().save_formset(request, form, formset, change)

    def delete_model(self, request, obj):
        publishing.lock_for_editing(obj.pk)
        super().delete_model(request, obj)

    @transaction.atomic
    def delete_queryset(self, request, queryset):
        for pk in sorted(queryset.values_list("pk", flat=True)):
            publishing.lock_for_editing(pk)
        super().delete_queryset(request, queryset)


@method_decorator(require_POST, name="confirm_view")
@method_decorator(require_POST, name="withdraw_view")
class ConfirmingPart:
    """Two buttons for a part; either leads to where all parts are."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/gotowe/", view(self.confirm_view), name="competitions_schedulesection_confirm"),
            path("<int:pk>/cofnij-gotowe/", view(self.withdraw_view), name="competitions_schedulesection_withdraw"),
            *super().get_urls(),
        ]

    def confirm_view(self, request, pk):
        section = self.part_to_answer_for(request, pk)
        try:
            publishing.confirm_section(section, by=request.user)
        except ValidationError as refusal:
            self.message_user(request, " ".join(refusal.messages), messages.ERROR)
        else:
            self.message_user(request, f"Część „{section}” jest oznaczona jako gotowa.", messages.SUCCESS)
        return self.to_all_parts(section)

    def withdraw_view(self, request, pk):
        section = self.part_to_answer_for(request, pk)
        try:
            was_ready = publishing.withdraw_confirmation(section)
        except ValidationError as refusal:
            self.message_user(request, " ".join(refusal.messages), messages.ERROR)
        else:
            words = "nie jest już oznaczona jako gotowa" if was_ready else "nie była oznaczona jako gotowa"
            self.message_user(request, f"Część „{section}” {words}.", messages.SUCCESS)
        return self.to_all_parts(section)

    def part_to_answer_for(self, request, pk):
        """The part, if it exists for the user. A released one is answered with a sentence, not with a refusal."""
        if request.user.is_auditor:
            raise PermissionDenied
        section = ScheduleSection.objects.visible_to(request.user).filter(pk=pk).first()
        if section is None:
            raise Http404
        return section

    def to_all_parts(self, section):
        overview = reverse("admin:competitions_schedule_overview", args=[section.schedule_id])
        return HttpResponseRedirect(f"{overview}#czesc-{section.pk}")

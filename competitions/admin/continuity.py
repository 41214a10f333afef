"""The desk's page on which a coordinator says which task of the year before each task continues."""

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from competitions import lineage, publishing
from competitions.forms.continuity import ChosenTaskForm, RewordedForm, SameWordsForm, StepForm, UndoForm
from competitions.models import PriorityTask
from leszno_ngo.templatetags.leszno import plural


def address_of(programme):
    return reverse("admin:competitions_cooperationprogramme_continuity", args=[programme.pk])


class ContinuityPage:
    def get_urls(self):
        view = self.admin_site.admin_view(self.continuity_view)
        own = path("<path:object_id>/ciaglosc/", view, name="competitions_cooperationprogramme_continuity")
        return [own, *super().get_urls()]

    def continuity_view(self, request, object_id):
        programme = self.get_object(request, unquote(object_id))
        if programme is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_permission(request, programme):
            raise PermissionDenied
        earlier = tasks_of(programme.year - 1)
        found = lineage.continuity(earlier, tasks_of(programme.year))
        forms = forms_of(request, found, earlier)
        if request.method == "POST":
            if not self.has_change_permission(request, programme):
                raise PermissionDenied
            if self.decide(request, programme, forms):
                return HttpResponseRedirect(address_of(programme))
        return self.continuity_response(request, programme, earlier, found, forms)

    def decide(self, request, programme, forms):
        """Whether what was sent has been stored."""
        step = StepForm(request.POST)
        form = forms.get(step["krok"].value()) if step.is_valid() else None
        if form is None or not form.is_valid():
            return False
        decisions = form.decisions()
        try:
            publishing.decide_continuity(programme, decisions, by=request.user)
        except ValidationError as refusal:
            self.message_user(request, " ".join(refusal.messages), messages.ERROR)
            return True
        self.message_user(request, told(decisions), messages.SUCCESS)
        return True

    def continuity_response(self, request, programme, earlier, found, forms):
        context = {
            **self.admin_site.each_context(request),
            "title": f"Ciągłość zadań {programme.year - 1} → {programme.year}",
            "opts": self.opts,
            "original": programme,
            "before": programme.year - 1,
            "after": programme.year,
            "earlier": earlier,
            "found": found,
            "same": forms[StepForm.SAME],
            "reworded": forms[StepForm.REWORDED],
            "undo": forms[StepForm.UNDO],
            "may_decide": self.has_change_permission(request, programme),
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/continuity.html", context)


def tasks_of(year):
    return list(PriorityTask.objects.of_year(year).select_related("area", "continues").order_by("position"))


def forms_of(request, found, earlier):
    """The page's forms by their step; the one that was sent is bound."""
    sent = StepForm(request.POST or None)["krok"].value()
    rows, everything = found.reworded, ()
    asked = ChosenTaskForm(request.GET)
    if asked.is_valid() and asked.cleaned_data["zadanie"]:
        one = [row for row in rows if row[0].pk == asked.cleaned_data["zadanie"]]
        rows, everything = (one, earlier) if one else (rows, ())
    data = {step: request.POST if step == sent else None for step in (StepForm.SAME, StepForm.REWORDED, StepForm.UNDO)}
    return {
        StepForm.SAME: SameWordsForm(data[StepForm.SAME], pairs=found.same),
        StepForm.REWORDED: RewordedForm(data[StepForm.REWORDED], rows=rows, everything=everything),
        StepForm.UNDO: UndoForm(data[StepForm.UNDO], decided=found.decided),
    }


def told(decisions):
    if not decisions:
        return "Niczego nie rozstrzygnięto: przy każdym zadaniu zostało „jeszcze nie rozstrzygam”."
    if list(decisions.values()) == [None]:
        return "Cofnięto rozstrzygnięcie. Zadanie znów czeka na decyzję."
    count = len(decisions)
    return f"Zapisano {count} {plural(count, 'rozstrzygnięcie,rozstrzygnięcia,rozstrzygnięć')}."

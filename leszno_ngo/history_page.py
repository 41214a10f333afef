"""The desk's page of what became of a row: who changed what, when, from what to what, the newest first."""

from django import forms
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import IntegerField, Value
from django.template.response import TemplateResponse
from django.utils.text import capfirst

from leszno_ngo.history import changes_of
from leszno_ngo.models import User

PER_PAGE = 50
NOBODY = "system"


class HistoryFilterForm(forms.Form):
    """Whose changes, and of which part. A page number out of range or out of sense shows the nearest page."""

    osoba = forms.ChoiceField(
        label="Kto zmienił",
        required=False,
        error_messages={"invalid_choice": "Ta osoba niczego tu nie zmieniła. Wybierz osobę z listy."},
    )
    czesc = forms.ChoiceField(
        label="Część",
        required=False,
        error_messages={"invalid_choice": "Nie ma tu takiej części. Wybierz część z listy."},
    )
    strona = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data, *, past, parts):
        super().__init__(data)
        self.past = past
        self.fields["osoba"].choices = [("", "wszyscy"), *people(past), (NOBODY, "polecenie systemowe")]
        if parts:
            self.fields["czesc"].choices = [("", "całość"), *parts.items()]
        else:
            del self.fields["czesc"]
        self.full_clean()

    def chosen(self):
        """The records of the person asked for; a choice that was wrong narrows nothing."""
        person = self.cleaned_data.get("osoba")
        if not person:
            return self.past
        return [records.filter(history_user=None if person == NOBODY else person) for records in self.past]


class HistoryPage:
    """For a ModelAdmin. Rows whose past is not kept have Django's own page."""

    def past(self, request, obj, part=None):
        """The records to show, a queryset for each kind of row; `part`: a key of parts()."""
        return [obj.history.all()]

    def parts(self, request, obj):
        """{key: name} of what the page can be narrowed to."""
        return {}

    def changes(self, records):
        return changes_of(records)

    def history_view(self, request, object_id, extra_context=None):
        if not hasattr(self.model, "history"):
            return super().history_view(request, object_id, extra_context)
        obj = self.get_object(request, unquote(object_id))
        if obj is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_permission(request, obj):
            raise PermissionDenied
        return self.history_response(request, obj, extra_context)

    def history_response(self, request, obj, extra_context):
        parts = self.parts(request, obj)
        form = HistoryFilterForm(request.GET, past=self.past(request, obj), parts=parts)
        if part := form.cleaned_data.get("czesc"):
            form.past = self.past(request, obj, part)
        page = Paginator(Log(form.chosen()), PER_PAGE).get_page(form.cleaned_data.get("strona"))
        context = {
            **self.admin_site.each_context(request),
            "title": f"Historia zmian: {obj}",
            "module_name": capfirst(self.opts.verbose_name_plural),
            "object": obj,
            "opts": self.opts,
            "form": form,
            "page": page,
            "changes": self.changes(page.object_list),
            **(extra_context or {}),
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/history.html", context)


def people(past):
    """(number, name) of everybody who changed something, by name."""
    numbers = {pk for records in past for pk in records.order_by().values_list("history_user", flat=True).distinct()}
    users = User.objects.filter(pk__in=numbers - {None})
    return sorted(((str(user.pk), user.get_full_name() or user.username) for user in users), key=lambda pair: pair[1])


class Log:
    """Records of several kinds as one list, the newest first, of which a Paginator takes a page."""

    def __init__(self, past):
        self.models = list(dict.fromkeys(records.model for records in past))
        self.lines = union([self.places(records) for records in past])

    def places(self, records):
        kind = Value(self.models.index(records.model), output_field=IntegerField())
        return records.order_by().values_list("history_date", "history_id", kind)

    def count(self):
        return self.lines.count()

    def __getitem__(self, wanted):
        lines = list(self.lines.order_by("-history_date", "-history_id")[wanted])
        found = {
            kind: model.objects.in_bulk([number for _, number, of_kind in lines if of_kind == kind])
            for kind, model in enumerate(self.models)
        }
        return [found[kind][number] for _, number, kind in lines]


def union(querysets):
    first, *others = querysets
    return first.union(*others) if others else first

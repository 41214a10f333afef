"""Small grants: the form of an offer, which the act checks as a whole, and what visitors may ask of the register."""

from copy import copy

from django import forms
from django.forms.models import construct_instance
from django.utils.functional import cached_property

from competitions import law, small_grants
from competitions.choices import LegalSeverity, SmallGrantState
from competitions.forms.fields import AddressField, AmountField
from competitions.forms.filters import state_field
from competitions.models import SmallGrant
from competitions.registers import read_number
from leszno_ngo.filters import FilterForm, department_field
from leszno_ngo.models import Department
from leszno_ngo.templatetags.leszno import day as day_words

LAW_NEEDS = {"organisation", "received_on", "requested"}  # without them there is nothing to judge


class SmallGrantForm(forms.ModelForm):
    """An offer under art. 19a. What the act forbids is refused at its field; a warning is gone past with a reason.

    `today` is set by who makes the class of the form.
    """

    url = AddressField(
        label="Adres oferty",
        required=False,
        max_length=300,
        help_text="Strona, na której zamieszczono ofertę.",
        widget=forms.URLInput(attrs={"class": "vURLField"}),
    )

    class Meta:
        model = SmallGrant
        fields = [
            *("department", "organisation", "register", "register_number", "task_title", "spheres", "received_on"),
            *("requested", "implementation_start", "implementation_end"),
            *("bip_on", "notice_board_on", "website_on", "shown_until", "url"),
            *("decided_on", "granted", "reason", "paid_on", "accepted_warnings"),
        ]
        widgets = {
            "task_title": forms.Textarea(attrs={"rows": 2}),
            "reason": forms.Textarea(attrs={"rows": 3}),
            "accepted_warnings": forms.Textarea(attrs={"rows": 3}),
        }
        field_classes = {"requested": AmountField, "granted": AmountField}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.found = None  # what the law says of what was sent

    def clean(self):
        cleaned = super().clean()
        self.check_register(cleaned)
        self.check_days(cleaned)
        self.check_decision(cleaned)
        if not LAW_NEEDS & self.errors.keys():
            self.check_law(construct_instance(self, copy(self.instance)))
        return cleaned

    def check_register(self, cleaned):
        register, number, problems = read_number(cleaned.get("register", ""), cleaned.get("register_number", ""))
        cleaned |= {"register": register, "register_number": number}
        for name, message in problems.items():
            if name not in self.errors:
                self.add_error(name, message)

    def check_days(self, cleaned):
        for name, words in (("received_on", "Dzień wpływu"), ("decided_on", "Dzień rozpatrzenia")):
            if cleaned.get(name) and cleaned[name] > self.today:
                self.add_error(name, f"{words} nie może być późniejszy niż dzisiaj, {day_words(self.today)}")
        paid_on, decided_on = cleaned.get("paid_on"), cleaned.get("decided_on")
        if paid_on and decided_on and paid_on < decided_on:
            self.add_error("paid_on", "Wypłata jest przed rozpatrzeniem oferty. Popraw datę.")

    def check_decision(self, cleaned):
        granted, decided_on = cleaned.get("granted"), cleaned.get("decided_on")
        if granted is not None and not decided_on and "decided_on" not in self.errors:
            self.add_error("decided_on", "Podaj, kiedy rozpatrzono ofertę.")
        if decided_on and granted is None and "granted" not in self.errors:
            self.add_error("granted", "Podaj przyznaną kwotę; wpisz 0, gdy odmówiono dotacji.")
        if granted == 0 and not cleaned.get("reason"):
            self.add_error("reason", "Napisz, dlaczego odmówiono dotacji.")
        if granted and cleaned.get("requested") and granted > cleaned["requested"]:
            self.add_error("granted", "Przyznana kwota jest większa od wnioskowanej. Popraw jedną z nich.")

    def check_law(self, grant):
        self.found = small_grants.findings(grant, self.today)
        for finding in small_grants.of_severity(self.found, LegalSeverity.BLOCKS):
            self.add_error(self.place_of(finding, grant), finding.message)
        self.check_remarks(grant)
        warnings = small_grants.of_severity(self.found, LegalSeverity.WARNS)
        if warnings and not (grant.accepted_warnings and self.were_known(warnings)):
            for warning in warnings:
                self.add_error("accepted_warnings", f"{warning.message} Jeśli zapisujesz mimo to, podaj tu powód.")

    def place_of(self, finding, grant):
        """The field at which it is told: while nothing is granted, the amount meant is the one asked for."""
        name = "requested" if finding.field == "granted" and grant.granted is None else finding.field
        return name if name in self.fields else None

    def check_remarks(self, grant):
        """Art. 19a(5): the agreement is made after the time for remarks."""
        if not grant.granted or grant.decided_on is None:
            return
        until = small_grants.offer(grant, self.today).remarks_until
        if until is None:
            message = (
                "Zanim przyznasz dotację, zamieść ofertę w trzech miejscach i poczekaj na uwagi (art. 19a ust. 5)."
            )
            self.add_error("decided_on", message)
        elif grant.decided_on <= until:
            message = f"Dotację można przyznać po terminie na uwagi, czyli po {day_words(until)} (art. 19a ust. 5)"
            self.add_error("decided_on", message)

    def were_known(self, warnings):
        """Whether the reason was written for these warnings: now, or when the offer was saved with the same ones."""
        if "accepted_warnings" in self.changed_data or self.instance.pk is None:
            return True
        stored = small_grants.findings(SmallGrant.objects.get(pk=self.instance.pk), self.today)
        known = {(finding.rule, finding.field) for finding in stored if finding.severity == LegalSeverity.WARNS}
        return {(finding.rule, finding.field) for finding in warnings} <= known

    # ── What the page shows beside the fields ───────────────────────────────────────────────────────────────────────

    @cached_property
    def offer(self):
        """What is derived of the offer that is kept; None while it is not."""
        return small_grants.offer(SmallGrant.objects.get(pk=self.instance.pk), self.today) if self.instance.pk else None

    @property
    def figures(self):
        return law.figures_on(self.today)

    @cached_property
    def hints(self):
        """What the law only informs of: about what was sent, else about what is kept."""
        if self.found is None and self.instance.pk:
            self.found = small_grants.findings(self.instance, self.today)
        return small_grants.of_severity(self.found or (), LegalSeverity.INFORMS)


class SmallGrantFilterForm(FilterForm):
    """Narrows a year's register to a department or a state."""

    wydzial = department_field()
    stan = state_field(SmallGrantState.choices)

    def __init__(self, data, *, grants):
        super().__init__(data)
        departments = grants.order_by().values("department")
        self.fields["wydzial"].queryset = Department.objects.filter(pk__in=departments)

    def apply(self, grants, today):
        grants = grants.filter(**self.equal(wydzial="department"))
        state = self.cleaned_data.get("stan")
        return grants.in_state(state, today, remarks_since=law.remarks_open_since(today)) if state else grants

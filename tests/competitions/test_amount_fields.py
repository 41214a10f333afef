"""Every amount may be typed at the desk as offices write it: „10 000,00”."""

from decimal import Decimal

import pytest
from django import forms
from django.contrib import admin
from django.urls import reverse

from competitions.forms.fields import AmountField
from competitions.forms.results import OfferForm
from competitions.forms.results_changing import OfferChangeForm
from competitions.models import Competition, CooperationProgramme, ResultEntry

pytestmark = pytest.mark.django_db
AMOUNTS = {
    *("total_amount", "smallest_grant", "largest_grant", "own_contribution_percent"),
    *("planned", "allotted_before", "paid_before", "total_cost", "allotted", "paid"),
    *("requested", "granted", "planned_grants"),
}
TYPED = ("10 000,00", "10\N{NO-BREAK SPACE}000,00", "10000", "10.000,00 zł")


def our_forms(of=forms.BaseForm):
    """Those that this app wrote down; a form of the stock admin is made anew for every page."""
    for form in of.__subclasses__():
        if form.__module__.startswith("competitions.forms."):
            yield form
        yield from our_forms(form)


def stock_forms(request):
    """Those of the admin; competitions have pages of their own instead."""
    for model, desk in admin.site._registry.items():
        if model._meta.app_label == "competitions" and model is not Competition:
            yield desk.get_form(request)
            yield from (formset.form for formset, _ in desk.get_formsets_with_inlines(request))


def test_no_form_reads_an_amount_in_another_way(rf, coordinator):
    request = rf.get("/")
    request.user = coordinator

    every = [form.base_fields.items() for form in [*our_forms(), *stock_forms(request)]]
    decimals = [(name, field) for fields in every for name, field in fields if isinstance(field, forms.DecimalField)]

    assert [name for name, field in decimals if not isinstance(field, AmountField)] == []
    assert {name for name, _ in decimals} == AMOUNTS


@pytest.mark.parametrize("words", TYPED)
def test_amounts_of_results_are_read_so_too(words):
    entry = ResultEntry(pk=1, bidder="Klub", state="reserve")
    offer = OfferForm({"n1-bidder": "Klub", "n1-requested": words, "n1-granted": words, "n1-state": "funded"}, key="n1")
    change = OfferChangeForm({"o1-state": "funded", "o1-granted": words}, entry=entry)

    assert (offer.is_valid(), change.is_valid()) == (True, True)
    assert [offer.values["requested"], offer.values["granted"], change.change()["granted"]] == [Decimal(10_000)] * 3


def test_the_planned_grants_of_a_programme_are_typed_and_shown_so(client, coordinator):
    client.force_login(coordinator)
    programme = CooperationProgramme.objects.create(year=2024, title="Program")
    page = reverse("admin:competitions_cooperationprogramme_change", args=[programme.pk])

    client.post(page, {"year": 2024, "title": "Program", "planned_grants": "1 250 000,50"})
    programme.refresh_from_db()

    assert programme.planned_grants == Decimal("1250000.50")
    (field,) = [one for one in client.get(page).context["adminform"].form if one.name == "planned_grants"]
    assert field.value() == "1\N{NO-BREAK SPACE}250\N{NO-BREAK SPACE}000,50"

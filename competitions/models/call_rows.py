"""The rows of an announcement: money, criteria, earlier tasks, attachments; and the offers that came."""

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from competitions.choices import CriterionKind, Register, ResultState
from competitions.models.calls import Competition, money
from competitions.models.priorities import YEARS, PriorityTask
from competitions.querysets import (
    AttachmentQuerySet,
    ResultEntryQuerySet,
    ResultsImportQuerySet,
    RowOfCompetitionQuerySet,
)
from leszno_ngo.history import History
from leszno_ngo.storage import issued_files, source_files

NOT_NEGATIVE = [MinValueValidator(Decimal())]


def not_negative(*names):
    """The condition that none of these amounts, where entered, is below zero."""
    condition = Q()
    for name in names:
        condition &= Q(**{name: None}) | Q(**{f"{name}__gte": 0})
    return condition


class FundingLine(models.Model):
    """Money planned for one task in one budget year, and what the same task got the year before."""

    competition = models.ForeignKey(
        Competition, verbose_name="konkurs", related_name="funding_lines", on_delete=models.CASCADE
    )
    position = models.PositiveSmallIntegerField("kolejność", default=0)
    task = models.ForeignKey(
        PriorityTask,
        verbose_name="zadanie priorytetowe",
        related_name="funding_lines",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )
    task_title = models.TextField("zadanie")
    year = models.PositiveSmallIntegerField("rok")
    planned = money("planowana kwota", validators=NOT_NEGATIVE)
    allotted_before = money("przyznano rok wcześniej", validators=NOT_NEGATIVE)
    paid_before = money("wypłacono rok wcześniej", validators=NOT_NEGATIVE)

    objects = RowOfCompetitionQuerySet.as_manager()
    history = History(verbose_name="zmiana kwoty", verbose_name_plural="zmiany kwot")

    class Meta:
        verbose_name = "kwota na zadanie"
        verbose_name_plural = "kwoty na zadania"
        ordering = ["competition", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=YEARS, name="funding_line_year", violation_error_message="Podaj rok od 2004 do 2100."
            ),
            models.CheckConstraint(
                condition=not_negative("planned", "allotted_before", "paid_before"),
                name="funding_line_not_negative",
                violation_error_message="Kwota nie może być ujemna.",
            ),
        ]

    def __str__(self):
        return f"{self.task_title}, {self.year}"


class Criterion(models.Model):
    """A criterion of choice: which of those of art. 15(1) it is, its words, and its most points."""

    competition = models.ForeignKey(
        Competition, verbose_name="konkurs", related_name="criteria", on_delete=models.CASCADE
    )
    position = models.PositiveSmallIntegerField("kolejność", default=0)
    kind = models.CharField("rodzaj", max_length=20, choices=CriterionKind)
    text = models.TextField("brzmienie")
    points = models.PositiveSmallIntegerField("najwięcej punktów", null=True, blank=True)

    objects = RowOfCompetitionQuerySet.as_manager()
    history = History(verbose_name="zmiana kryterium", verbose_name_plural="zmiany kryteriów")

    class Meta:
        verbose_name = "kryterium"
        verbose_name_plural = "kryteria"
        ordering = ["competition", "position", "pk"]

    def __str__(self):
        return self.text


class SimilarTask(models.Model):
    """Art. 13(2)(7): a task of the same kind of this year or the last, with its cost and the grants paid."""

    competition = models.ForeignKey(
        Competition, verbose_name="konkurs", related_name="similar_tasks", on_delete=models.CASCADE
    )
    position = models.PositiveSmallIntegerField("kolejność", default=0)
    task_title = models.TextField("zadanie")
    year = models.PositiveSmallIntegerField("rok")
    total_cost = money("koszt zadania", validators=NOT_NEGATIVE)
    allotted = money("przyznana dotacja", validators=NOT_NEGATIVE)
    paid = money("wypłacona dotacja", validators=NOT_NEGATIVE)
    taken_from = models.ForeignKey(
        Competition,
        verbose_name="wypełniono z wyników konkursu",
        related_name="+",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
    )

    objects = RowOfCompetitionQuerySet.as_manager()
    history = History(verbose_name="zmiana zadania tego rodzaju", verbose_name_plural="zmiany zadań tego rodzaju")

    class Meta:
        verbose_name = "zadanie tego samego rodzaju"
        verbose_name_plural = "zadania tego samego rodzaju"
        ordering = ["competition", "-year", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=YEARS, name="similar_task_year", violation_error_message="Podaj rok od 2004 do 2100."
            ),
            models.CheckConstraint(
                condition=not_negative("total_cost", "allotted", "paid"),
                name="similar_task_not_negative",
                violation_error_message="Kwota nie może być ujemna.",
            ),
        ]

    def __str__(self):
        return f"{self.task_title}, {self.year}"


class Attachment(models.Model):
    """A file of the announcement, stored under its own hash. Announced, it stays for ever: `removed_at` only takes it
    off the newest version."""

    competition = models.ForeignKey(
        Competition, verbose_name="konkurs", related_name="attachments", on_delete=models.CASCADE
    )
    position = models.PositiveSmallIntegerField("kolejność", default=0)
    title = models.CharField("tytuł", max_length=200)
    name = models.CharField("nazwa pliku", max_length=200)
    file = models.FileField("plik", max_length=200, storage=issued_files)
    sha256 = models.CharField("skrót SHA-256", max_length=64, editable=False)
    size = models.PositiveIntegerField("bajtów", editable=False)
    content_type = models.CharField("rodzaj pliku", max_length=100, editable=False)
    removed_at = models.DateTimeField("usunięto z ogłoszenia", null=True, blank=True, editable=False)

    objects = AttachmentQuerySet.as_manager()
    history = History(verbose_name="zmiana załącznika", verbose_name_plural="zmiany załączników")

    class Meta:
        verbose_name = "załącznik"
        verbose_name_plural = "załączniki"
        ordering = ["competition", "position", "pk"]

    def __str__(self):
        return self.title


class ResultEntry(models.Model):
    """What became of one offer."""

    competition = models.ForeignKey(
        Competition, verbose_name="konkurs", related_name="results", on_delete=models.CASCADE
    )
    position = models.PositiveSmallIntegerField("lp.", default=0)
    bidder = models.CharField("oferent", max_length=300)
    register = models.CharField("rejestr", max_length=20, choices=Register, blank=True)
    register_number = models.CharField("numer w rejestrze", max_length=40, blank=True)
    task_title = models.TextField("tytuł zadania", blank=True)
    points = models.DecimalField("punkty", max_digits=6, decimal_places=2, null=True, blank=True)
    requested = money("wnioskowana kwota", validators=NOT_NEGATIVE)
    granted = money("przyznana kwota", validators=NOT_NEGATIVE)
    state = models.CharField("stan", max_length=20, choices=ResultState)
    reason = models.TextField("powód", blank=True, help_text="Dlaczego odrzucono ofertę albo nie przyznano dotacji.")

    objects = ResultEntryQuerySet.as_manager()
    history = History(verbose_name="zmiana wyniku", verbose_name_plural="zmiany wyników")

    class Meta:
        verbose_name = "wynik oferty"
        verbose_name_plural = "wyniki ofert"
        ordering = ["competition", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=not_negative("requested", "granted", "points"),
                name="result_entry_not_negative",
                violation_error_message="Kwota i punkty nie mogą być ujemne.",
            ),
            models.CheckConstraint(
                condition=~Q(state=ResultState.FUNDED) | Q(granted__isnull=False, granted__gt=0),
                name="result_entry_funded_has_grant",
                violation_error_message="Oferta z dotacją musi mieć przyznaną kwotę.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[ResultState.FUNDED, ResultState.RESIGNED]) | Q(granted=None) | Q(granted=0),
                name="result_entry_grant_of_funded",
                violation_error_message="Kwotę przyznaje się tylko ofercie z dotacją.",
            ),
        ]

    def __str__(self):
        return f"{self.bidder}: {self.task_title}" if self.task_title else self.bidder


class ResultsImport(models.Model):
    """A spreadsheet of results an official sent in, until its rows are taken over or it is thrown away.

    `corrections`: {line as text: {field: words}}; a row that is left out says {"left_out": true}.
    """

    competition = models.ForeignKey(
        Competition, verbose_name="konkurs", related_name="results_imports", on_delete=models.CASCADE
    )
    name = models.CharField("nazwa pliku", max_length=200)
    file = models.FileField("plik", max_length=200, storage=source_files)
    sha256 = models.CharField("skrót SHA-256", max_length=64)
    columns = models.JSONField("znaczenie kolumn", default=dict, blank=True)
    corrections = models.JSONField("poprawki", default=dict, blank=True)
    uploaded_at = models.DateTimeField("przesłano")
    uploaded_by = models.ForeignKey(
        "leszno_ngo.User", verbose_name="kto przesłał", related_name="+", on_delete=models.PROTECT
    )
    saved_at = models.DateTimeField("zapisano", null=True, blank=True)

    objects = ResultsImportQuerySet.as_manager()

    class Meta:
        verbose_name = "wczytywany plik wyników"
        verbose_name_plural = "wczytywane pliki wyników"
        ordering = ["-uploaded_at"]

    def __str__(self):
        return self.name

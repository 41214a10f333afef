"""What is measured: indicators, their values year by year, their targets, and kinds declared to have none."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from leszno_ngo.models import Department
from strategy.choices import Direction, IndicatorKind, Period, TargetKind, ValueStatus
from strategy.models.plan import Goal, Programme, Strategy, exactly_one, years_between
from strategy.models.tasks import StrategyTask
from strategy.querysets import IndicatorPartQuerySet, IndicatorQuerySet, IndicatorValueQuerySet, TaskPartQuerySet

WITHOUT_NUMBER = [ValueStatus.NOT_COLLECTED, ValueStatus.NOT_APPLICABLE]
OWNERS = ("strategy", "goal", "programme", "task")


def owned_by(model, verbose_name):
    """A link to what an indicator measures; a measured thing is not deleted under it."""
    return models.ForeignKey(
        model,
        verbose_name=verbose_name,
        related_name="indicators",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )


class Indicator(models.Model):
    """A measure of a strategy, a goal, a programme or a task. An official sets its unit and direction: no guessing."""

    strategy = owned_by(Strategy, "strategia")
    goal = owned_by(Goal, "cel")
    programme = owned_by(Programme, "program")
    task = owned_by(StrategyTask, "zadanie")
    kind = models.CharField("rodzaj", max_length=20, choices=IndicatorKind, default=IndicatorKind.UNSPECIFIED)
    code = models.SlugField("kod w adresie", max_length=80, unique=True, help_text="Nie zmienia się; tworzy adres.")
    source_name = models.TextField("nazwa w dokumencie", help_text="Tak, jak wydrukowano.")
    name = models.TextField("nazwa")
    unit = models.CharField("jednostka", max_length=40, blank=True, help_text="Puste: nie podano.")
    direction = models.CharField("pożądany kierunek", max_length=10, choices=Direction, blank=True)
    baseline_year = models.PositiveSmallIntegerField("rok bazowy", null=True, blank=True)
    source_text = models.CharField("źródło danych", max_length=200, blank=True, help_text="Puste: nie podano.")
    department = models.ForeignKey(
        Department, verbose_name="wydział", related_name="indicators", null=True, blank=True, on_delete=models.PROTECT
    )
    position = models.PositiveSmallIntegerField("kolejność")
    source_line = models.PositiveIntegerField("wiersz dokumentu", null=True, blank=True)

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        verbose_name = "wskaźnik"
        verbose_name_plural = "wskaźniki"
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=exactly_one(*OWNERS),
                name="indicator_measures_one_thing",
                violation_error_message="Wskaż strategię, cel, program albo zadanie, jedno z czworga.",
            ),
            *(
                models.UniqueConstraint(
                    fields=[owner, "kind", "source_name"],
                    name=f"indicator_once_in_{owner}",
                    violation_error_message="Ten wskaźnik już tu jest.",
                )
                for owner in OWNERS
            ),
            models.CheckConstraint(
                condition=years_between("baseline_year", blank=True),
                name="indicator_baseline_year",
                violation_error_message="Podaj rok bazowy od 1990 do 2100.",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("indicator", args=[self.code])

    @property
    def owner(self):
        return self.task or self.programme or self.goal or self.strategy

    @property
    def series(self):
        """The newest revision of each year's value, by year; from the prefetched values when they are there."""
        newest = {}
        for value in self.values.all():
            if value.year not in newest or value.revision > newest[value.year].revision:
                newest[value.year] = value
        return [newest[year] for year in sorted(newest)]


class IndicatorValue(models.Model):
    """What was measured in a year. A correction is a further revision; nothing is overwritten."""

    indicator = models.ForeignKey(Indicator, verbose_name="wskaźnik", related_name="values", on_delete=models.PROTECT)
    year = models.PositiveSmallIntegerField("rok")
    revision = models.PositiveSmallIntegerField("wersja", default=1, help_text="Pokazuje się najwyższą.")
    value = models.DecimalField(
        "wartość", max_digits=20, decimal_places=6, null=True, blank=True, help_text="Pusta tylko, gdy jej nie zebrano."
    )
    status = models.CharField("rodzaj wartości", max_length=20, choices=ValueStatus, default=ValueStatus.FINAL)
    text = models.CharField("zapis w dokumencie", max_length=100, blank=True)
    source = models.CharField("źródło wartości", max_length=200, blank=True)
    note = models.TextField("uwaga", blank=True)

    objects = IndicatorValueQuerySet.as_manager()

    class Meta:
        verbose_name = "wartość wskaźnika"
        verbose_name_plural = "wartości wskaźników"
        ordering = ["indicator_id", "year", "revision"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "year", "revision"],
                name="indicator_value_revision_once",
                violation_error_message="Ten wskaźnik ma już tę wersję wartości w tym roku.",
            ),
            models.CheckConstraint(
                condition=Q(value=None, status__in=WITHOUT_NUMBER)
                | (Q(value__isnull=False) & ~Q(status__in=WITHOUT_NUMBER)),
                name="indicator_value_or_reason",
                violation_error_message=("Podaj wartość albo wybierz „brak danych” lub „nie dotyczy”, jedno z dwojga."),
            ),
            models.CheckConstraint(
                condition=Q(revision__gte=1),
                name="indicator_value_revision_from_one",
                violation_error_message="Wersje liczy się od 1.",
            ),
            models.CheckConstraint(
                condition=years_between("year"),
                name="indicator_value_year",
                violation_error_message="Podaj rok od 1990 do 2100.",
            ),
        ]

    def __str__(self):
        return f"{self.year}: {self.get_status_display() if self.value is None else f'{self.value.normalize():f}'}"


def target_fields(kind, *, upper, due_year, period):
    """The condition that targets of a kind have (True), lack (False) or may have (None) each of these."""
    condition = Q(kind=kind)
    if due_year is not None:
        condition &= Q(due_year__isnull=not due_year)
    if period is False:
        condition &= Q(period="")
    return condition & Q(upper__isnull=not upper)


class Target(models.Model):
    """What an indicator should reach by a year, or keep: a minimum or a band, in every period where one is named.

    "min 1 raz na kwartał" is a minimum of 1 in every quarter; "min 30 dzieci" a minimum of 30 without a period.
    """

    indicator = models.ForeignKey(Indicator, verbose_name="wskaźnik", related_name="targets", on_delete=models.CASCADE)
    kind = models.CharField("rodzaj celu", max_length=20, choices=TargetKind)
    value = models.DecimalField("wartość docelowa", max_digits=20, decimal_places=6)
    upper = models.DecimalField("górna granica", max_digits=20, decimal_places=6, null=True, blank=True)
    due_year = models.PositiveSmallIntegerField("do roku", null=True, blank=True)
    period = models.CharField(
        "w każdym okresie", max_length=10, choices=Period, blank=True, help_text="Puste: nie podano."
    )
    text = models.CharField("zapis w dokumencie", max_length=300, blank=True)
    position = models.PositiveSmallIntegerField("kolejność", default=1)

    objects = IndicatorPartQuerySet.as_manager()

    class Meta:
        verbose_name = "wartość docelowa"
        verbose_name_plural = "wartości docelowe"
        ordering = ["indicator_id", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=target_fields(TargetKind.REACH, upper=False, due_year=True, period=False)
                | target_fields(TargetKind.MINIMUM, upper=False, due_year=None, period=None)
                | target_fields(TargetKind.BAND, upper=True, due_year=None, period=None),
                name="target_kind_fits_fields",
                violation_error_message=(
                    "Rodzaj celu nie zgadza się z polami: „osiągnąć do roku” ma rok, „w przedziale” ma górną granicę."
                ),
            ),
            models.CheckConstraint(
                condition=Q(upper__gte=F("value")) | Q(upper=None),
                name="target_band_in_order",
                violation_error_message="Górna granica jest mniejsza od dolnej.",
            ),
            models.CheckConstraint(
                condition=years_between("due_year", blank=True),
                name="target_year",
                violation_error_message="Podaj rok od 1990 do 2100.",
            ),
            models.UniqueConstraint(
                fields=["indicator", "due_year"],
                condition=Q(kind=TargetKind.REACH),
                name="target_reach_once_a_year",
                violation_error_message="Ten wskaźnik ma już wartość docelową na ten rok.",
            ),
        ]

    def __str__(self):
        return self.text or f"{self.get_kind_display()}: {self.value.normalize():f}"


class NoneDeclared(models.Model):
    """A document says in so many words that a task has no indicators of a kind: a fact to show, not a hole."""

    task = models.ForeignKey(
        StrategyTask, verbose_name="zadanie", related_name="none_declared", on_delete=models.CASCADE
    )
    kind = models.CharField("rodzaj wskaźników", max_length=20, choices=IndicatorKind)
    text = models.CharField("słowo dokumentu", max_length=100, default="Brak")
    source_line = models.PositiveIntegerField("wiersz dokumentu", null=True, blank=True)

    objects = TaskPartQuerySet.as_manager()

    class Meta:
        verbose_name = "rodzaj bez wskaźników"
        verbose_name_plural = "rodzaje bez wskaźników"
        ordering = ["task_id", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["task", "kind"],
                name="none_declared_once",
                violation_error_message="Już zapisano, że zadanie nie ma wskaźników tego rodzaju.",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.text}"

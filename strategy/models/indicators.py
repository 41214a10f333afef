"""What is measured: indicators, and kinds of them that are declared to be none."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from leszno_ngo.history import History
from leszno_ngo.models import Department
from strategy.choices import Direction, IndicatorKind, Period
from strategy.models.plan import Goal, Programme, Strategy, exactly_one, years_between
from strategy.models.tasks import StrategyTask
from strategy.querysets import IndicatorQuerySet, TaskPartQuerySet

MEASURED_OVER = [(period.value, period.label) for period in (Period.YEAR, Period.HALF, Period.QUARTER)]
FORMS_OF_UNIT = RegexValidator(
    r"\A[^,]*(,[^,]+,[^,]+(,[^,]+)?)?\Z",
    "Podaj jedno słowo albo trzy jego formy po przecinkach: „osoba,osoby,osób” (czwarta jest dla ułamków: „osoby”).",
)
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
    unit = models.CharField(
        "jednostka",
        max_length=80,
        blank=True,
        validators=[FORMS_OF_UNIT],
        help_text="Znak („%”, „zł”) albo formy słowa: „osoba,osoby,osób”. Puste: nie podano.",
    )
    direction = models.CharField("pożądany kierunek", max_length=10, choices=Direction, blank=True)
    baseline_year = models.PositiveSmallIntegerField("rok bazowy", null=True, blank=True)
    definition = models.TextField("jak się go liczy", blank=True, help_text="Puste: nie podano.")
    source_text = models.CharField("źródło danych", max_length=200, blank=True, help_text="Puste: nie podano.")
    department = models.ForeignKey(
        Department, verbose_name="wydział", related_name="indicators", null=True, blank=True, on_delete=models.PROTECT
    )
    frequency = models.CharField(
        "wartość podaje się za każdy", max_length=10, choices=MEASURED_OVER, default=Period.YEAR
    )
    collected_from = models.PositiveSmallIntegerField(
        "portal zbiera wartości od roku", null=True, blank=True, help_text="Puste: portal nie czeka na wartości."
    )
    collected_to = models.PositiveSmallIntegerField(
        "do roku", null=True, blank=True, help_text="Włącznie z tym rokiem; puste: bez końca."
    )
    due_days = models.PositiveSmallIntegerField(
        "termin: dni po końcu okresu",
        null=True,
        blank=True,
        help_text="Na przykład 90: za rok 2024 do 31 marca 2025 r.",
    )
    position = models.PositiveSmallIntegerField("kolejność")
    source_line = models.PositiveIntegerField("wiersz dokumentu", null=True, blank=True)

    objects = IndicatorQuerySet.as_manager()
    history = History(verbose_name="zmiana wskaźnika", verbose_name_plural="zmiany wskaźników")

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
            models.CheckConstraint(
                condition=Q(frequency__in=[period for period, _ in MEASURED_OVER]),
                name="indicator_frequency",
                violation_error_message="Wartości podaje się za rok, pół roku albo kwartał.",
            ),
            models.CheckConstraint(
                condition=Q(collected_from=None, collected_to=None, due_days=None)
                | Q(collected_from__isnull=False, due_days__isnull=False),
                name="indicator_collected_by_a_day",
                violation_error_message=(
                    "Podaj naraz, od którego roku portal zbiera wartości i ile dni po końcu okresu jest na to czas."
                ),
            ),
            models.CheckConstraint(
                condition=Q(collected_to=None) | Q(collected_to__gte=F("collected_from")),
                name="indicator_collected_in_order",
                violation_error_message="Ostatni rok zbierania wartości jest przed pierwszym.",
            ),
            models.CheckConstraint(
                condition=years_between("collected_from", blank=True) & years_between("collected_to", blank=True),
                name="indicator_collected_years",
                violation_error_message="Podaj lata od 1990 do 2100.",
            ),
            models.CheckConstraint(
                condition=Q(due_days=None) | Q(due_days__lte=730),
                name="indicator_due_days",
                violation_error_message="Termin może przypadać najwyżej 730 dni po końcu okresu.",
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
    def answering_department(self):
        """Its own, or the one of its task; None where the document names none."""
        return self.department or (self.task.department if self.task else None)

    @property
    def parent_strategy(self):
        """Whose period says when values are due, whatever the indicator measures."""
        if self.strategy:
            return self.strategy
        goal = self.goal or (self.programme.goal if self.programme else self.task.parent_goal)
        return goal.strategy

    @property
    def series(self):
        """What residents see: the newest published value of each span, in order; from prefetched values if they are."""
        newest = {}
        for value in self.values.all():
            held = newest.get(value.span)
            if value.is_published and (held is None or value.revision > held.revision):
                newest[value.span] = value
        return [newest[span] for span in sorted(newest)]

    @property
    def judgement(self):
        """The one that counts; None while nothing was judged."""
        return next(iter(self.judgements.all()), None)


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

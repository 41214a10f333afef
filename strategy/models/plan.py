"""Strategy → goal → programme. Texts stand as printed."""

from functools import reduce
from operator import or_

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from leszno_ngo.models import SourceDocument
from strategy.choices import GoalKind, Importance, StrategyState
from strategy.querysets import GoalQuerySet, ProgrammeQuerySet, StrategyQuerySet


def years_between(field, *, blank=False):
    """The condition that a year is one a document of ours can speak of."""
    condition = Q(**{f"{field}__gte": 1990, f"{field}__lte": 2100})
    return condition | Q(**{field: None}) if blank else condition


def exactly_one(*fields):
    """The condition that one of these links is set and the others are empty."""
    return reduce(or_, (Q(**{f"{field}__isnull": field != chosen for field in fields}) for chosen in fields))


def slug_opening_with(*words):
    """A part's slug says what the part is; the addresses rest on it."""
    shown = " albo ".join(f"„{word}-”" for word in words)
    return RegexValidator(
        rf"^({'|'.join(words)})-[-a-z0-9]+\Z",
        f"Zacznij od {shown}, dalej pisz małe litery bez polskich znaków, cyfry i łączniki.",
    )


class Strategy(models.Model):
    """A strategy of the city, or a foreign one kept for comparison and not shown."""

    title = models.CharField("tytuł", max_length=300, help_text="Tak, jak wydrukowano.")
    slug = models.SlugField("adres strony", max_length=80, unique=True)
    municipality = models.CharField("gmina", max_length=100, default="Leszno")
    period_start = models.PositiveSmallIntegerField("od roku", null=True, blank=True)
    period_end = models.PositiveSmallIntegerField("do roku", null=True, blank=True, help_text="Włącznie z tym rokiem.")
    legal_basis = models.CharField("podstawa prawna", max_length=300, blank=True)
    summary = models.TextField("streszczenie", blank=True, help_text="Własnymi słowami; pełny tekst jest w źródle.")
    key_points = models.TextField("najważniejsze punkty", blank=True, help_text="Każdy punkt w osobnym wierszu.")
    text_available = models.BooleanField("pełny tekst w portalu", default=False)
    source = models.ForeignKey(
        SourceDocument,
        verbose_name="dokument źródłowy",
        related_name="strategies",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )
    is_public = models.BooleanField("publiczna", default=True)

    objects = StrategyQuerySet.as_manager()

    class Meta:
        verbose_name = "strategia"
        verbose_name_plural = "strategie"
        ordering = [F("period_start").desc(nulls_last=True), "title"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "title"],
                name="strategy_title_once",
                violation_error_message="Strategia o tym tytule już jest w tej gminie.",
            ),
            models.CheckConstraint(
                condition=Q(period_end__gte=F("period_start")) | Q(period_start=None) | Q(period_end=None),
                name="strategy_period_in_order",
                violation_error_message="Ostatni rok strategii jest przed pierwszym.",
            ),
            models.CheckConstraint(
                condition=years_between("period_start", blank=True) & years_between("period_end", blank=True),
                name="strategy_years",
                violation_error_message="Podaj lata od 1990 do 2100.",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("strategy", args=[self.slug])

    @property
    def points(self):
        return self.key_points.splitlines()

    def state(self, today):
        """What the strategy is on the day; the queryset's with_state says the same in SQL."""
        if self.period_start is None and self.period_end is None:
            return StrategyState.UNDATED
        if self.period_end is not None and self.period_end < today.year:
            return StrategyState.ENDED
        if self.period_start is not None and self.period_start > today.year:
            return StrategyState.UPCOMING
        return StrategyState.IN_FORCE


class Goal(models.Model):
    """A node of the goal tree: a strategic goal, a specific one under it, or a direction of action."""

    strategy = models.ForeignKey(Strategy, verbose_name="strategia", related_name="goals", on_delete=models.PROTECT)
    parent = models.ForeignKey(
        "self", verbose_name="cel nadrzędny", related_name="children", null=True, blank=True, on_delete=models.PROTECT
    )
    kind = models.CharField("poziom", max_length=20, choices=GoalKind, default=GoalKind.STRATEGIC)
    numeral = models.CharField("numer", max_length=10, blank=True, help_text="Tak, jak wydrukowano: „II”.")
    position = models.PositiveSmallIntegerField("kolejność")
    title = models.TextField("treść celu")
    slug = models.SlugField("adres strony", max_length=80, validators=[slug_opening_with("cel", "kierunek")])
    importance_text = models.CharField(
        "waga słowami", max_length=200, blank=True, help_text="Słowa z dokumentu, bez zmian."
    )
    importance = models.PositiveSmallIntegerField("ważność", choices=Importance, null=True, blank=True)
    source = models.ForeignKey(
        SourceDocument,
        verbose_name="dokument źródłowy",
        related_name="goals",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )
    source_line = models.PositiveIntegerField("wiersz dokumentu", null=True, blank=True)

    objects = GoalQuerySet.as_manager()

    class Meta:
        verbose_name = "cel strategii"
        verbose_name_plural = "cele strategii"
        ordering = ["strategy_id", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["strategy", "slug"],
                name="goal_slug_once",
                violation_error_message="Ten adres ma już inny cel tej strategii.",
            ),
            models.CheckConstraint(
                condition=~Q(parent=F("id")),
                name="goal_not_under_itself",
                violation_error_message="Cel nie może być swoim własnym celem nadrzędnym.",
            ),
            models.CheckConstraint(
                condition=~Q(kind=GoalKind.STRATEGIC) | Q(parent=None),
                name="goal_strategic_on_top",
                violation_error_message="Cel strategiczny nie ma celu nadrzędnego.",
            ),
            models.CheckConstraint(
                condition=Q(importance=None) | ~Q(importance_text=""),
                name="goal_importance_has_words",
                violation_error_message="Podaj słowa dokumentu, z których wynika ważność celu.",
            ),
        ]

    def __str__(self):
        return f"{self.numeral}. {self.title}" if self.numeral else self.title

    def get_absolute_url(self):
        return reverse("goal", args=[self.strategy.slug, self.slug])


class Programme(models.Model):
    """A programme of a goal, as "8. Rodzinie": its tasks weigh together into its progress."""

    goal = models.ForeignKey(Goal, verbose_name="cel", related_name="programmes", on_delete=models.PROTECT)
    number = models.PositiveSmallIntegerField("numer", null=True, blank=True, help_text="Tak, jak wydrukowano.")
    title = models.CharField("tytuł", max_length=300)
    slug = models.SlugField("adres strony", max_length=80, unique=True, validators=[slug_opening_with("program")])
    source_line = models.PositiveIntegerField("wiersz dokumentu", null=True, blank=True)

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        verbose_name = "program strategii"
        verbose_name_plural = "programy strategii"
        ordering = ["goal_id", "number", "title"]
        constraints = [
            models.UniqueConstraint(
                fields=["goal", "title"],
                name="programme_title_once",
                violation_error_message="Ten cel ma już program o tym tytule.",
            ),
            models.UniqueConstraint(
                fields=["goal", "number"],
                name="programme_number_once",
                violation_error_message="Ten numer ma już inny program tego celu.",
            ),
        ]

    def __str__(self):
        return f"{self.number}. {self.title}" if self.number else self.title

    def get_absolute_url(self):
        return reverse("programme", args=[self.goal.strategy.slug, self.slug])

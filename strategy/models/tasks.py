"""Tasks of a strategy: their stages, the shares of each year, and the money."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from leszno_ngo.history import History
from leszno_ngo.models import Department, SourceDocument
from strategy.models.plan import Goal, Programme, exactly_one, slug_opening_with, years_between
from strategy.querysets import StageShareQuerySet, StrategyTaskQuerySet, TaskPartQuerySet


class StrategyTask(models.Model):
    """A task (project) of a programme, or of a goal where the strategy has no programmes."""

    programme = models.ForeignKey(
        Programme, verbose_name="program", related_name="tasks", null=True, blank=True, on_delete=models.PROTECT
    )
    goal = models.ForeignKey(
        Goal, verbose_name="cel", related_name="tasks", null=True, blank=True, on_delete=models.PROTECT
    )
    number = models.PositiveSmallIntegerField("numer", null=True, blank=True, help_text="Tak, jak wydrukowano.")
    title = models.CharField("tytuł", max_length=300)
    slug = models.SlugField("adres strony", max_length=80, unique=True, validators=[slug_opening_with("zadanie")])
    addressees = models.TextField("adresaci", blank=True)
    justification = models.TextField("uzasadnienie", blank=True)
    description = models.TextField("opis zadania", blank=True)
    planned_cost = models.DecimalField(
        "planowany całkowity koszt",
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="W złotych; puste: nie podano.",
    )
    weight = models.DecimalField(
        "waga w programie",
        max_digits=7,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="Do postępu programu; puste: nie podano.",
    )
    department = models.ForeignKey(
        Department,
        verbose_name="wydział",
        related_name="strategy_tasks",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )
    source = models.ForeignKey(
        SourceDocument,
        verbose_name="dokument źródłowy",
        related_name="strategy_tasks",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )
    source_line = models.PositiveIntegerField("wiersz dokumentu", null=True, blank=True)

    objects = StrategyTaskQuerySet.as_manager()

    class Meta:
        verbose_name = "zadanie strategii"
        verbose_name_plural = "zadania strategii"
        ordering = ["goal_id", "programme_id", "number", "title"]
        constraints = [
            models.CheckConstraint(
                condition=exactly_one("programme", "goal"),
                name="strategy_task_has_one_parent",
                violation_error_message="Wskaż program albo cel, jedno z dwojga.",
            ),
            models.UniqueConstraint(
                fields=["programme", "title"],
                name="strategy_task_once_in_programme",
                violation_error_message="Ten program ma już zadanie o tym tytule.",
            ),
            models.UniqueConstraint(
                fields=["goal", "title"],
                name="strategy_task_once_in_goal",
                violation_error_message="Ten cel ma już zadanie o tym tytule.",
            ),
            models.CheckConstraint(
                condition=Q(planned_cost__gte=0) | Q(planned_cost=None),
                name="strategy_task_cost_not_negative",
                violation_error_message="Koszt nie może być ujemny.",
            ),
            models.CheckConstraint(
                condition=Q(weight__gt=0) | Q(weight=None),
                name="strategy_task_weight_positive",
                violation_error_message="Waga musi być większa od zera.",
            ),
        ]

    def __str__(self):
        return f"{self.number}. {self.title}" if self.number else self.title

    def get_absolute_url(self):
        return reverse("strategy_task", args=[self.parent_goal.strategy.slug, self.slug])

    @property
    def parent_goal(self):
        return self.programme.goal if self.programme else self.goal


class Stage(models.Model):
    """A stage of a task. Its period is kept as printed, and as days where it was understood."""

    task = models.ForeignKey(StrategyTask, verbose_name="zadanie", related_name="stages", on_delete=models.CASCADE)
    position = models.PositiveSmallIntegerField("kolejność")
    number = models.PositiveSmallIntegerField("numer", null=True, blank=True, help_text="Tak, jak wydrukowano.")
    title = models.TextField("treść etapu")
    period_text = models.CharField("okres w dokumencie", max_length=200, blank=True)
    period_start = models.DateField("okres od", null=True, blank=True)
    period_end = models.DateField("okres do", null=True, blank=True, help_text="Włącznie z tym dniem.")
    source_line = models.PositiveIntegerField("wiersz dokumentu", null=True, blank=True)

    objects = TaskPartQuerySet.as_manager()

    class Meta:
        verbose_name = "etap"
        verbose_name_plural = "etapy"
        ordering = ["task_id", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["task", "position"],
                name="stage_position_once",
                violation_error_message="To miejsce zajmuje już inny etap tego zadania.",
            ),
            models.CheckConstraint(
                condition=Q(period_end__gte=F("period_start")) | Q(period_start=None) | Q(period_end=None),
                name="stage_period_in_order",
                violation_error_message="Koniec okresu etapu jest przed jego początkiem.",
            ),
        ]

    def __str__(self):
        return f"{self.number}. {self.title}" if self.number else self.title


class StageShare(models.Model):
    """A stage's share in a year, in percentage points of the whole task. A year nothing was planned for has no row.

    More done than planned is strange but not forbidden: the page and the import warn.
    """

    stage = models.ForeignKey(Stage, verbose_name="etap", related_name="shares", on_delete=models.CASCADE)
    year = models.PositiveSmallIntegerField("rok")
    planned = models.DecimalField("zaplanowano", max_digits=6, decimal_places=2, help_text="W punktach procentowych.")
    done = models.DecimalField("wykonano", max_digits=6, decimal_places=2, help_text="W punktach procentowych.")

    objects = StageShareQuerySet.as_manager()
    history = History(verbose_name="zmiana udziału etapu", verbose_name_plural="zmiany udziałów etapów")

    class Meta:
        verbose_name = "udział etapu w roku"
        verbose_name_plural = "udziały etapów w latach"
        ordering = ["stage_id", "year"]
        constraints = [
            models.UniqueConstraint(
                fields=["stage", "year"],
                name="stage_share_once_a_year",
                violation_error_message="Ten etap ma już udział w tym roku.",
            ),
            models.CheckConstraint(
                condition=Q(planned__gt=0),
                name="stage_share_planned_positive",
                violation_error_message="Zaplanowany udział musi być większy od zera; roku bez planu nie wpisuje się.",
            ),
            models.CheckConstraint(
                condition=Q(done__gte=0),
                name="stage_share_done_not_negative",
                violation_error_message="Wykonany udział nie może być ujemny.",
            ),
            models.CheckConstraint(
                condition=years_between("year"),
                name="stage_share_year",
                violation_error_message="Podaj rok od 1990 do 2100.",
            ),
        ]

    def __str__(self):
        return f"{self.year}: {self.done.normalize():f}/{self.planned.normalize():f}%"


class BudgetLine(models.Model):
    """Money for a task from one source. An empty amount: the document names the source alone."""

    task = models.ForeignKey(
        StrategyTask, verbose_name="zadanie", related_name="budget_lines", on_delete=models.CASCADE
    )
    position = models.PositiveSmallIntegerField("kolejność", default=1)
    source_name = models.CharField("źródło finansowania", max_length=300)
    amount = models.DecimalField("kwota", max_digits=14, decimal_places=2, null=True, blank=True)
    year = models.PositiveSmallIntegerField("rok", null=True, blank=True)
    source_line = models.PositiveIntegerField("wiersz dokumentu", null=True, blank=True)

    objects = TaskPartQuerySet.as_manager()

    class Meta:
        verbose_name = "pozycja budżetu zadania"
        verbose_name_plural = "pozycje budżetu zadania"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["task", "source_name", "year"],
                name="budget_line_once_a_year",
                violation_error_message="To źródło jest już w budżecie zadania w tym roku.",
            ),
            models.UniqueConstraint(
                fields=["task", "source_name"],
                condition=Q(year=None),
                name="budget_line_once_without_year",
                violation_error_message="To źródło jest już w budżecie zadania bez podania roku.",
            ),
            models.CheckConstraint(
                condition=Q(amount__gte=0) | Q(amount=None),
                name="budget_line_not_negative",
                violation_error_message="Kwota nie może być ujemna.",
            ),
            models.CheckConstraint(
                condition=years_between("year", blank=True),
                name="budget_line_year",
                violation_error_message="Podaj rok od 1990 do 2100.",
            ),
        ]

    def __str__(self):
        return self.source_name

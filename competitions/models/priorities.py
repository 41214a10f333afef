"""The city's priority tasks: spheres of the act, areas, and the yearly programme that carries the tasks."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from competitions.querysets import (
    AreaWordingQuerySet,
    CooperationProgrammeQuerySet,
    PriorityAreaQuerySet,
    PriorityTaskQuerySet,
    PublicTaskSphereQuerySet,
)
from leszno_ngo.history import History
from leszno_ngo.models import SourceDocument

YEARS = Q(year__gte=2004, year__lte=2100)  # the act is in force since 2004


class PublicTaskSphere(models.Model):
    """A sphere of public tasks, art. 4(1) of the act: "1", "1a", … "33"."""

    key = models.CharField("punkt ustawy", max_length=4, unique=True)
    number = models.PositiveSmallIntegerField("liczba punktu", help_text="Do sortowania: 22 dla punktu 22a.")
    name = models.CharField("nazwa", max_length=200)

    objects = PublicTaskSphereQuerySet.as_manager()

    class Meta:
        verbose_name = "sfera zadań publicznych"
        verbose_name_plural = "sfery zadań publicznych"
        ordering = ["number", "key"]

    def __str__(self):
        return f"{self.key}. {self.name}"

    def natural_key(self):
        return (self.key,)


class PriorityArea(models.Model):
    """An area of priority tasks. Years word it differently; an official joins the wordings under one name."""

    name = models.CharField("nazwa", max_length=200, unique=True)
    slug = models.SlugField("adres strony", max_length=80, unique=True)
    spheres = models.ManyToManyField(
        PublicTaskSphere, verbose_name="sfery zadań publicznych", related_name="areas", blank=True
    )

    objects = PriorityAreaQuerySet.as_manager()
    history = History(verbose_name="zmiana obszaru", verbose_name_plural="zmiany obszarów")

    class Meta:
        verbose_name = "obszar zadań"
        verbose_name_plural = "obszary zadań"
        ordering = ["name"]

    def __str__(self):
        return self.name

    def natural_key(self):
        return (self.slug,)


class AreaWording(models.Model):
    """One way a document has worded an area; by it the next document's area is recognised."""

    area = models.ForeignKey(PriorityArea, verbose_name="obszar", related_name="wordings", on_delete=models.CASCADE)
    text = models.TextField("brzmienie w dokumencie")
    folded = models.CharField(
        "brzmienie uproszczone",
        max_length=600,
        unique=True,
        help_text="Małe litery bez interpunkcji; po nim rozpoznaje się obszar.",
    )

    objects = AreaWordingQuerySet.as_manager()

    class Meta:
        verbose_name = "brzmienie obszaru"
        verbose_name_plural = "brzmienia obszarów"
        ordering = ["area", "pk"]

    def __str__(self):
        return self.text

    def natural_key(self):
        return (self.folded,)


class CooperationProgramme(models.Model):
    """The city's yearly programme of cooperation with NGOs; it carries the year's priority tasks."""

    year = models.PositiveSmallIntegerField("rok", unique=True)
    title = models.CharField("tytuł", max_length=300)
    resolution = models.CharField("numer uchwały", max_length=60, blank=True)
    adopted_on = models.DateField("data uchwalenia", null=True, blank=True)
    planned_grants = models.DecimalField(
        "dotacje planowane w budżecie",
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="Kwota na zadania organizacji w tym roku; od niej liczy się limit małych grantów (art. 19a ust. 7).",
    )
    source = models.ForeignKey(
        SourceDocument,
        verbose_name="dokument źródłowy",
        related_name="programmes",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )

    objects = CooperationProgrammeQuerySet.as_manager()
    history = History(verbose_name="zmiana programu", verbose_name_plural="zmiany programów")

    class Meta:
        verbose_name = "program współpracy"
        verbose_name_plural = "programy współpracy"
        ordering = ["-year"]
        constraints = [
            models.CheckConstraint(
                condition=YEARS, name="cooperation_programme_year", violation_error_message="Podaj rok od 2004 do 2100."
            ),
        ]

    def __str__(self):
        return f"Zadania priorytetowe {self.year}"

    def get_absolute_url(self):
        return reverse("priority_tasks", args=[self.year])


class PriorityTask(models.Model):
    """A public task the city puts first in a year. Numbers shift between years, so the number is no identity."""

    programme = models.ForeignKey(
        CooperationProgramme, verbose_name="program współpracy", related_name="tasks", on_delete=models.PROTECT
    )
    area = models.ForeignKey(PriorityArea, verbose_name="obszar", related_name="tasks", on_delete=models.PROTECT)
    area_heading = models.TextField("nagłówek obszaru w dokumencie", blank=True)
    area_text = models.TextField("zdanie obszaru w dokumencie", blank=True)
    position = models.PositiveSmallIntegerField("kolejność w dokumencie")
    number = models.PositiveSmallIntegerField(
        "numer", null=True, blank=True, help_text="Tak, jak wydrukowano; pusty, gdy zadaniem jest sam obszar."
    )
    title = models.TextField("treść zadania")
    continues = models.ForeignKey(
        "self",
        verbose_name="kontynuuje zadanie",
        related_name="continued_by",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
    )
    is_new = models.BooleanField(
        "nowe zadanie", default=False, help_text="Ustalono, że nie kontynuuje żadnego zadania."
    )
    goals = models.ManyToManyField(
        "strategy.Goal", verbose_name="cele strategii", related_name="priority_tasks", blank=True
    )
    strategy_tasks = models.ManyToManyField(
        "strategy.StrategyTask", verbose_name="zadania strategii", related_name="priority_tasks", blank=True
    )
    source_line = models.PositiveIntegerField("wiersz dokumentu", null=True, blank=True)

    objects = PriorityTaskQuerySet.as_manager()
    history = History(
        m2m_fields=[goals, strategy_tasks], verbose_name="zmiana zadania", verbose_name_plural="zmiany zadań"
    )

    class Meta:
        verbose_name = "zadanie priorytetowe"
        verbose_name_plural = "zadania priorytetowe"
        ordering = ["programme", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "area", "title"],
                name="priority_task_once_a_year",
                violation_error_message="To zadanie jest już w tym roku i obszarze.",
            ),
            models.UniqueConstraint(
                fields=["programme", "area", "number"],
                name="priority_task_number_once",
                violation_error_message="Ten numer ma już inne zadanie tego obszaru.",
            ),
            models.CheckConstraint(
                condition=~Q(continues=F("id")),
                name="priority_task_not_its_own_past",
                violation_error_message="Zadanie nie może kontynuować samego siebie.",
            ),
            models.CheckConstraint(
                condition=Q(is_new=False) | Q(continues=None),
                name="priority_task_new_or_continuing",
                violation_error_message="Nowe zadanie nie może kontynuować innego.",
            ),
        ]

    def __str__(self):
        return f"{self.number}. {self.title}" if self.number else self.title

    @property
    def is_decided(self):
        """Whether an official has said what it continues, or that it is new."""
        return self.is_new or self.continues_id is not None

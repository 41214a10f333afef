"""The schedule of a year's competitions, edition by edition."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from competitions.choices import Certainty, EntryState, PlanKind, PlanSource, PlanUnit
from competitions.models.priorities import YEARS, PriorityArea, PriorityTask
from competitions.querysets import (
    ScheduleEntryQuerySet,
    ScheduleQuerySet,
    ScheduleSectionQuerySet,
)
from leszno_ngo.history import History
from leszno_ngo.models import Department, IssuedDocument, SourceDocument
from leszno_ngo.terms import Kind, Term, Unit, describe


class Schedule(models.Model):
    """The year's plan of announcements in one edition. Released, it never changes."""

    year = models.PositiveSmallIntegerField("rok")
    edition = models.PositiveSmallIntegerField("wydanie", default=1)
    title = models.CharField("tytuł", max_length=300)
    as_of = models.DateField("stan na dzień", null=True, blank=True)
    source = models.ForeignKey(
        SourceDocument,
        verbose_name="dokument źródłowy",
        related_name="schedules",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )
    announcements_kept_since = models.DateField(
        "ogłoszenia w portalu od",
        null=True,
        blank=True,
        help_text=(
            "Od tego dnia portal zna ogłoszenia konkursów i może powiedzieć „po terminie”. Puste: nie zna ich wcale."
        ),
    )
    responsible = models.CharField(
        "odpowiada za treść",
        max_length=200,
        blank=True,
        help_text="Imię i nazwisko albo stanowisko; widać je pod wydanym harmonogramem.",
    )
    released_at = models.DateTimeField("wydano", null=True, blank=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="kto wydał",
        related_name="+",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )

    objects = ScheduleQuerySet.as_manager()
    history = History(verbose_name="zmiana harmonogramu", verbose_name_plural="zmiany harmonogramów")

    class Meta:
        verbose_name = "harmonogram"
        verbose_name_plural = "harmonogramy"
        ordering = ["-year", "-edition"]
        constraints = [
            models.CheckConstraint(
                condition=YEARS, name="schedule_year", violation_error_message="Podaj rok od 2004 do 2100."
            ),
            models.CheckConstraint(
                condition=Q(edition__gte=1),
                name="schedule_edition_from_one",
                violation_error_message="Wydania liczy się od 1.",
            ),
            models.UniqueConstraint(
                fields=["year", "edition"],
                name="schedule_edition_once_a_year",
                violation_error_message="To wydanie harmonogramu na ten rok już istnieje.",
            ),
            models.UniqueConstraint(
                fields=["year"],
                condition=Q(released_at=None),
                name="schedule_one_working_edition_a_year",
                violation_error_message="Ten rok ma już wydanie robocze.",
            ),
            models.CheckConstraint(
                condition=Q(released_at=None) | Q(as_of__isnull=False),
                name="schedule_released_with_as_of",
                violation_error_message="Wydany harmonogram musi mieć „stan na dzień”.",
            ),
        ]

    def __str__(self):
        return f"Harmonogram {self.year}, wydanie {self.edition}"

    def get_absolute_url(self):
        return reverse("schedule", args=[self.year])

    @property
    def is_released(self):
        return self.released_at is not None


class ScheduleDocument(IssuedDocument):
    """The PDF of a released edition."""

    schedule = models.OneToOneField(
        Schedule, verbose_name="harmonogram", related_name="document", on_delete=models.PROTECT
    )

    task = "competitions.tasks.make_schedule_pdf"

    class Meta(IssuedDocument.Meta):
        verbose_name = "PDF harmonogramu"
        verbose_name_plural = "PDF-y harmonogramów"

    def __str__(self):
        return f"PDF: {self.schedule}"

    @property
    def folder(self):
        return f"harmonogramy/{self.schedule.year}"


class ScheduleSection(models.Model):
    """One department's part of a schedule; two departments can share a heading."""

    schedule = models.ForeignKey(
        Schedule, verbose_name="harmonogram", related_name="sections", on_delete=models.CASCADE
    )
    position = models.PositiveSmallIntegerField("kolejność")
    heading = models.CharField("nagłówek w dokumencie", max_length=300)
    departments = models.ManyToManyField(Department, verbose_name="wydziały", related_name="schedule_sections")
    confirmed_at = models.DateTimeField("potwierdzono", null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="kto potwierdził",
        related_name="+",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )

    source = models.ForeignKey(
        SourceDocument,
        verbose_name="dokument źródłowy",
        related_name="sections",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )

    objects = ScheduleSectionQuerySet.as_manager()
    history = History(m2m_fields=[departments], verbose_name="zmiana części", verbose_name_plural="zmiany części")

    class Meta:
        verbose_name = "część wydziału"
        verbose_name_plural = "części wydziałów"
        ordering = ["schedule", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["schedule", "heading"],
                name="schedule_section_once",
                violation_error_message="Harmonogram ma już część z tym nagłówkiem.",
            ),
        ]

    def __str__(self):
        return self.heading


def plan_bounds(kinds, *, start, end):
    """The condition that rows of these kinds have (True), lack (False) or may have (None) a start and an end."""
    condition = Q(plan_kind__in=kinds)
    if start is not None:
        condition &= Q(plan_start__isnull=not start)
    if end is not None:
        condition &= Q(plan_end__isnull=not end)
    return condition


class ScheduleEntry(models.Model):
    """A row of the schedule: a task and the words that say when its competition is to be announced.

    The same row of the next edition bears the same `identity`, however it is worded, dated or numbered there.
    """

    section = models.ForeignKey(ScheduleSection, verbose_name="część", related_name="entries", on_delete=models.CASCADE)
    identity = models.UUIDField("tożsamość", default=uuid.uuid4, editable=False, db_index=True)
    position = models.PositiveSmallIntegerField("kolejność")
    area = models.ForeignKey(PriorityArea, verbose_name="obszar", related_name="entries", on_delete=models.PROTECT)
    area_text = models.TextField("obszar w dokumencie", blank=True)
    task = models.ForeignKey(
        PriorityTask,
        verbose_name="zadanie priorytetowe",
        related_name="entries",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )
    number = models.PositiveSmallIntegerField("numer", null=True, blank=True)
    title = models.TextField("treść zadania")
    plan_text = models.CharField(
        "termin w dokumencie", max_length=400, blank=True, help_text="Słowa z dokumentu, bez zmian."
    )
    plan_kind = models.CharField("rodzaj terminu", max_length=20, choices=PlanKind, default=PlanKind.UNPARSED)
    plan_unit = models.CharField("jednostka terminu", max_length=20, choices=PlanUnit, blank=True)
    plan_start = models.DateField("termin od", null=True, blank=True)
    plan_end = models.DateField("termin do", null=True, blank=True, help_text="Włącznie z tym dniem.")
    plan_source = models.CharField("skąd termin", max_length=20, choices=PlanSource, default=PlanSource.ENTERED)
    inherited_from = models.ForeignKey(
        "self", verbose_name="termin przejęty z", related_name="heirs", null=True, blank=True, on_delete=models.RESTRICT
    )
    legal_basis = models.CharField("podstawa innego trybu", max_length=300, blank=True)
    source_line = models.PositiveIntegerField("wiersz dokumentu", null=True, blank=True)
    note = models.TextField("uwaga", blank=True)

    objects = ScheduleEntryQuerySet.as_manager()
    history = History(verbose_name="zmiana pozycji", verbose_name_plural="zmiany pozycji")

    class Meta:
        verbose_name = "pozycja harmonogramu"
        verbose_name_plural = "pozycje harmonogramu"
        ordering = ["section__schedule", "section__position", "position"]
        constraints = [
            models.CheckConstraint(
                condition=Q(plan_end__gte=F("plan_start")) | Q(plan_start=None) | Q(plan_end=None),
                name="schedule_entry_plan_in_order",
                violation_error_message="Koniec planowanego okresu jest przed jego początkiem.",
            ),
            models.CheckConstraint(
                condition=plan_bounds([PlanKind.PERIOD], start=True, end=True)
                | plan_bounds([PlanKind.UNTIL], start=False, end=True)
                | plan_bounds([PlanKind.SINCE], start=True, end=False)
                | plan_bounds([PlanKind.CONTINUOUS], start=None, end=None)
                | plan_bounds(
                    [PlanKind.NOT_PLANNED, PlanKind.OTHER_PROCEDURE, PlanKind.RELATIVE, PlanKind.UNPARSED],
                    start=False,
                    end=False,
                ),
                name="schedule_entry_kind_fits_bounds",
                violation_error_message=(
                    "Rodzaj terminu nie zgadza się z datami: okres ma obie, „do” tylko końcową, „od” tylko początkową."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(plan_kind__in=[PlanKind.PERIOD, PlanKind.UNTIL, PlanKind.SINCE]) | ~Q(plan_unit=""),
                name="schedule_entry_dated_has_unit",
                violation_error_message="Podaj jednostkę terminu: dzień, miesiąc, kwartał, półrocze albo rok.",
            ),
            models.CheckConstraint(
                condition=Q(plan_source=PlanSource.INHERITED, inherited_from__isnull=False)
                | (~Q(plan_source=PlanSource.INHERITED) & Q(inherited_from=None)),
                name="schedule_entry_inherited_says_from",
                violation_error_message="Termin przejęty musi wskazywać wiersz, z którego pochodzi.",
            ),
            models.CheckConstraint(
                condition=~Q(plan_source=PlanSource.BLANK) | Q(plan_kind=PlanKind.UNPARSED),
                name="schedule_entry_blank_is_undated",
                violation_error_message="Puste pole nie może mieć terminu.",
            ),
            models.UniqueConstraint(
                fields=["section", "area", "number"],
                name="schedule_entry_number_once",
                violation_error_message="Ten numer ma już inna pozycja tego obszaru.",
            ),
        ]

    def __str__(self):
        return f"{self.number}) {self.title}" if self.number else self.title

    def get_absolute_url(self):
        schedule = self.section.schedule
        return f"{schedule.get_absolute_url()}#pozycja-{self.pk}"

    @property
    def name(self):
        """The title without the punctuation that ended it in the printed list."""
        return self.title.rstrip(" ;.")

    @property
    def plan(self):
        return Term(Kind(self.plan_kind), Unit(self.plan_unit), self.plan_start, self.plan_end, self.plan_text)

    @property
    def plan_words(self):
        """What was understood, in Polish."""
        return describe(self.plan)

    def state(self, today):
        """What this row is on the day; the queryset's with_state says the same in SQL, for many rows at once."""
        if self.is_announced(today):
            return EntryState.ANNOUNCED
        by_kind = {
            PlanKind.NOT_PLANNED: EntryState.NOT_PLANNED,
            PlanKind.OTHER_PROCEDURE: EntryState.OTHER_PROCEDURE,
            PlanKind.RELATIVE: EntryState.UNDATED,
            PlanKind.UNPARSED: EntryState.UNDATED,
        }
        if self.plan_kind in by_kind:
            return by_kind[self.plan_kind]
        if self.plan_start and today < self.plan_start:
            return EntryState.PLANNED
        if self.plan_end is None or today <= self.plan_end:
            return EntryState.DUE_NOW
        kept_since = self.section.schedule.announcements_kept_since
        return EntryState.OVERDUE if kept_since and kept_since <= self.plan_end else EntryState.PAST_WITHOUT_RECORD

    def is_announced(self, today):
        """Whether a real competition of the year realises its task by then; with a task all its rounds are."""
        if self.task is None:
            return False
        return self.task.competitions.announced_by(today).filter(year=self.section.schedule.year).exists()

    def certainty(self, start, end):
        """Whether the announcement falls into start … end (inclusive); None: it does not."""
        if self.plan_kind not in (PlanKind.PERIOD, PlanKind.UNTIL, PlanKind.SINCE, PlanKind.CONTINUOUS):
            return None
        if (self.plan_start and self.plan_start > end) or (self.plan_end and self.plan_end < start):
            return None
        if self.plan_start and self.plan_end and start <= self.plan_start and self.plan_end <= end:
            return Certainty.CERTAIN
        return Certainty.POSSIBLE

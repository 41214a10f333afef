"""What the desk remembers: letters about values that are due, and files that officials sent in."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from leszno_ngo.models import Department, QueueRow, SourceDocument
from leszno_ngo.storage import source_files
from strategy.choices import ImportKind, ReminderState
from strategy.models.plan import years_between
from strategy.querysets import ReminderQuerySet, UploadQuerySet


class Reminder(QueueRow, models.Model):
    """One letter to a department about the values due on a day; there is one for each number of days from it."""

    department = models.ForeignKey(
        Department, verbose_name="wydział", related_name="reminders", on_delete=models.CASCADE
    )
    due_on = models.DateField("termin wartości")
    days = models.SmallIntegerField("dni od terminu", help_text="Ujemne: przed terminem.")
    recipient = models.EmailField("adresat", blank=True)
    subject = models.CharField("temat", max_length=200)
    body = models.TextField("treść")
    state = models.CharField("stan", max_length=10, choices=ReminderState, default=ReminderState.QUEUED)
    queued_at = models.DateTimeField("zlecono")
    claimed_at = models.DateTimeField("rozpoczęto", null=True, blank=True)
    sent_at = models.DateTimeField("wysłano", null=True, blank=True)
    attempts = models.PositiveSmallIntegerField("próby", default=0)
    error = models.TextField("błąd", blank=True)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        verbose_name = "przypomnienie"
        verbose_name_plural = "przypomnienia"
        ordering = ["-queued_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["department", "due_on", "days"],
                name="reminder_once",
                violation_error_message="To przypomnienie już jest.",
            ),
            models.CheckConstraint(
                condition=Q(state=ReminderState.SENT, sent_at__isnull=False)
                | (~Q(state=ReminderState.SENT) & Q(sent_at=None)),
                name="reminder_sent_at",
                violation_error_message="Wysłane przypomnienie ma czas wysłania.",
            ),
            models.CheckConstraint(
                condition=~Q(state=ReminderState.FAILED) | ~Q(error=""),
                name="reminder_failed_has_reason",
                violation_error_message="Niewysłane przypomnienie ma podany powód.",
            ),
        ]

    def __str__(self):
        return self.subject

    @property
    def message_id(self):
        """The same at every attempt, so that a letter that arrives twice shows once."""
        return f"<wartosci-{self.pk}-{self.due_on:%Y%m%d}@{settings.ALLOWED_HOSTS[0].strip('.[]')}>"

    def sent(self, now):
        return self._change(state=ReminderState.SENT, sent_at=now, error="")

    def fail(self, reason):
        """Give up, saying why and what to do."""
        return self._change(state=ReminderState.FAILED, error=reason)

    def queue_again(self, now, reason="", **changes):
        """Let another attempt be made; the caller sends the task."""
        return self._change(state=ReminderState.QUEUED, queued_at=now, claimed_at=None, error=reason, **changes)


class Upload(models.Model):
    """A file an official sent in, until it is taken over or thrown away.

    `corrections`: {place in the file as text: {field: words}}; a row that is left out says {"left_out": true}.
    """

    name = models.CharField("nazwa pliku", max_length=200)
    file = models.FileField("plik", max_length=200, storage=source_files)
    sha256 = models.CharField("skrót SHA-256", max_length=64)
    corrections = models.JSONField("poprawki", default=dict, blank=True)
    uploaded_at = models.DateTimeField("przesłano")
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="kto przesłał", related_name="+", on_delete=models.PROTECT
    )
    saved_at = models.DateTimeField("zapisano", null=True, blank=True)

    objects = UploadQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self):
        return self.name


class ValuesImport(Upload):
    """A spreadsheet with the values of a year."""

    year = models.PositiveSmallIntegerField("rok")

    class Meta:
        verbose_name = "wczytywany plik wartości"
        verbose_name_plural = "wczytywane pliki wartości"
        ordering = ["-uploaded_at"]
        constraints = [
            models.CheckConstraint(
                condition=years_between("year"),
                name="values_import_year",
                violation_error_message="Podaj rok od 1990 do 2100.",
            ),
        ]


class StrategyImport(Upload):
    """A task's page or a table of goals."""

    kind = models.CharField("rodzaj dokumentu", max_length=20, choices=ImportKind)
    preview = models.JSONField("podgląd", default=dict, help_text="Co zapis zmieni, według stanu z chwili podglądu.")
    saved_as = models.ForeignKey(
        SourceDocument,
        verbose_name="dokument źródłowy",
        related_name="strategy_imports",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )

    class Meta:
        verbose_name = "wczytywany dokument strategii"
        verbose_name_plural = "wczytywane dokumenty strategii"
        ordering = ["-uploaded_at"]

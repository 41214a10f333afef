"""A file an official sent in, until its rows are taken over or it is thrown away."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from competitions.models.planning import Schedule, ScheduleSection
from competitions.querysets import ScheduleImportQuerySet
from leszno_ngo.models import SourceDocument
from leszno_ngo.storage import source_files


class ScheduleImport(models.Model):
    """The preview's memory: the file as sent, what its columns were said to mean, and what the official put right.

    `corrections`: {line as text: {field: words}}; a row that is left out says {"left_out": true}.
    """

    schedule = models.ForeignKey(Schedule, verbose_name="harmonogram", related_name="imports", on_delete=models.CASCADE)
    section = models.ForeignKey(
        ScheduleSection,
        verbose_name="część",
        related_name="imports",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        help_text="Część, do której należą wiersze, gdy plik sam nie nazywa wydziału.",
    )
    replaces_all = models.BooleanField(
        "dokument obejmuje cały harmonogram",
        default=False,
        help_text="Części, których w nim nie ma, znikną z wydania roboczego.",
    )
    name = models.CharField("nazwa pliku", max_length=200)
    file = models.FileField("plik", max_length=200, storage=source_files)
    sha256 = models.CharField("skrót SHA-256", max_length=64)
    columns = models.JSONField("znaczenie kolumn", default=dict, blank=True)
    corrections = models.JSONField("poprawki", default=dict, blank=True)
    uploaded_at = models.DateTimeField("przesłano")
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="kto przesłał", related_name="+", on_delete=models.PROTECT
    )
    saved_at = models.DateTimeField("zapisano", null=True, blank=True)
    saved_as = models.ForeignKey(
        SourceDocument,
        verbose_name="dokument źródłowy",
        related_name="imports",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )

    objects = ScheduleImportQuerySet.as_manager()

    class Meta:
        verbose_name = "wczytywany plik"
        verbose_name_plural = "wczytywane pliki"
        ordering = ["-uploaded_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(saved_at=None) | Q(saved_as__isnull=False),
                name="schedule_import_saved_as_document",
                violation_error_message="Zapisany plik musi mieć swój dokument źródłowy.",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def reach(self):
        """How much of the schedule the file speaks of, in words."""
        if self.replaces_all:
            return "cały harmonogram"
        return f"część „{self.section}”" if self.section else "części, które plik wymienia"

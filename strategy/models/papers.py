"""What workers make of strategies: drawings of charts, and progress reports, which never change once issued."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from leszno_ngo.models import IssuedDocument
from strategy.models.plan import Goal, Strategy
from strategy.querysets import ChartDrawingQuerySet, ProgressReportQuerySet


class ChartDrawing(models.Model):
    """The drawing of a chart, kept under the hash of its spec; the same spec is drawn once, by a worker."""

    spec_hash = models.CharField("skrót opisu", max_length=64, unique=True)
    spec = models.JSONField("opis wykresu")
    title = models.TextField("tytuł")
    description = models.TextField("opis słowami")
    svg = models.TextField("rysunek", blank=True)
    requested_at = models.DateTimeField("zlecono")
    drawn_at = models.DateTimeField("narysowano", null=True, blank=True)
    attempts = models.PositiveSmallIntegerField("próby", default=0)
    error = models.TextField("błąd", blank=True)

    objects = ChartDrawingQuerySet.as_manager()

    class Meta:
        verbose_name = "rysunek wykresu"
        verbose_name_plural = "rysunki wykresów"
        ordering = ["-requested_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(drawn_at=None, svg="") | (Q(drawn_at__isnull=False) & ~Q(svg="")),
                name="chart_drawing_drawn",
                violation_error_message="Gotowy wykres ma rysunek i czas.",
            ),
        ]

    def __str__(self):
        return self.title

    def keep(self, svg, now):
        """False: somebody has drawn it meanwhile."""
        return self._change(svg=svg, drawn_at=now, error="")

    def fail(self, reason):
        return self._change(error=reason)

    def _change(self, **values):
        changed = type(self).objects.filter(pk=self.pk, svg="").update(**values) == 1
        if changed:
            self.refresh_from_db()
        return changed


class ProgressReport(IssuedDocument):
    """How a strategy or one of its goals goes, as of a day. `content` holds every word; the paper is made of it."""

    strategy = models.ForeignKey(
        Strategy, verbose_name="strategia", related_name="progress_reports", on_delete=models.PROTECT
    )
    goal = models.ForeignKey(
        Goal, verbose_name="cel", related_name="progress_reports", null=True, blank=True, on_delete=models.PROTECT
    )
    number = models.PositiveSmallIntegerField("numer w strategii")
    as_of = models.DateField("stan na dzień")
    title = models.CharField("tytuł", max_length=400)
    content = models.JSONField("treść")
    issued_at = models.DateTimeField("wydano")
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="kto wydał", related_name="+", on_delete=models.PROTECT
    )

    task = "strategy.tasks.make_progress_report_pdf"

    objects = ProgressReportQuerySet.as_manager()

    class Meta(IssuedDocument.Meta):
        verbose_name = "sprawozdanie z postępu"
        verbose_name_plural = "sprawozdania z postępu"
        ordering = ["strategy", "-number"]
        constraints = [
            *IssuedDocument.Meta.constraints,
            models.UniqueConstraint(
                fields=["strategy", "number"],
                name="progress_report_number_once",
                violation_error_message="Sprawozdanie o tym numerze już jest.",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("progress_report", args=[self.strategy.slug, self.number])

    @property
    def folder(self):
        return f"sprawozdania/{self.strategy.slug}"

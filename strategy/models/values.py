"""The values of indicators on their way from the desk to residents, their targets, years, and what was judged."""

from django.db import models
from django.db.models import F, Q

from leszno_ngo.history import History
from leszno_ngo.models import official
from strategy.choices import Category, Period, TargetKind, ValueState, ValueStatus
from strategy.models.indicators import MEASURED_OVER, Indicator
from strategy.models.plan import years_between
from strategy.querysets import IndicatorPartQuerySet, IndicatorValueQuerySet, JudgementQuerySet, ReportingYearQuerySet
from strategy.spans import Span

WITHOUT_NUMBER = [ValueStatus.NOT_COLLECTED, ValueStatus.NOT_APPLICABLE]


def moment(label):
    return models.DateTimeField(label, null=True, blank=True, editable=False)


class IndicatorValue(models.Model):
    """What was measured in a year, a half or a quarter. A correction is a further revision; nothing is overwritten.

    An official enters it, another one checks it, then it is published. Nobody entered what a document said: such a
    value is published as it was read.
    """

    indicator = models.ForeignKey(Indicator, verbose_name="wskaźnik", related_name="values", on_delete=models.PROTECT)
    year = models.PositiveSmallIntegerField("rok")
    unit = models.CharField("za", max_length=10, choices=MEASURED_OVER, default=Period.YEAR)
    part = models.PositiveSmallIntegerField(
        "które półrocze albo kwartał", default=0, help_text="0: cały rok; 1 i 2: półrocza; od 1 do 4: kwartały."
    )
    revision = models.PositiveSmallIntegerField("wersja", default=1, help_text="Pokazuje się najwyższą opublikowaną.")
    value = models.DecimalField(
        "wartość", max_digits=20, decimal_places=6, null=True, blank=True, help_text="Pusta tylko, gdy jej nie zebrano."
    )
    status = models.CharField("rodzaj wartości", max_length=20, choices=ValueStatus, default=ValueStatus.FINAL)
    text = models.CharField("zapis w dokumencie", max_length=100, blank=True)
    source = models.CharField("źródło wartości", max_length=200, blank=True)
    note = models.TextField("uwaga", blank=True)
    reason = models.TextField("powód korekty", blank=True, help_text="Zobaczą go mieszkańcy.")
    remark = models.TextField("uwaga sprawdzającego", blank=True, help_text="Tylko dla pracowników urzędu.")
    state = models.CharField("stan", max_length=10, choices=ValueState, default=ValueState.DRAFT, editable=False)
    entered_at = moment("wpisano")
    entered_by = official("kto wpisał")
    checked_at = moment("sprawdzono")
    checked_by = official("kto sprawdził")
    published_at = moment("opublikowano")
    published_by = official("kto opublikował")

    objects = IndicatorValueQuerySet.as_manager()
    history = History(verbose_name="zmiana wartości", verbose_name_plural="zmiany wartości")

    class Meta:
        verbose_name = "wartość wskaźnika"
        verbose_name_plural = "wartości wskaźników"
        ordering = ["indicator_id", "year", "unit", "part", "revision"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "year", "unit", "part", "revision"],
                name="indicator_value_revision_once",
                violation_error_message="Ten wskaźnik ma już tę wersję wartości w tym okresie.",
            ),
            models.UniqueConstraint(
                fields=["indicator", "year", "unit", "part"],
                condition=~Q(state=ValueState.PUBLISHED),
                name="indicator_value_one_in_the_making",
                violation_error_message="Ktoś już przygotowuje wartość tego wskaźnika za ten okres.",
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
            models.CheckConstraint(
                condition=Q(unit=Period.YEAR, part=0)
                | Q(unit=Period.HALF, part__gte=1, part__lte=2)
                | Q(unit=Period.QUARTER, part__gte=1, part__lte=4),
                name="indicator_value_part_of_year",
                violation_error_message="Półrocza mają numery 1 i 2, kwartały od 1 do 4, a cały rok 0.",
            ),
            models.CheckConstraint(
                condition=Q(state=ValueState.DRAFT, checked_at=None, checked_by=None, published_at=None)
                | Q(state=ValueState.CHECKED, checked_at__isnull=False, checked_by__isnull=False, published_at=None)
                | Q(state=ValueState.PUBLISHED, published_at__isnull=False, checked_by__isnull=False)
                | Q(state=ValueState.PUBLISHED, published_at__isnull=False, entered_by=None),
                name="indicator_value_state_has_its_acts",
                violation_error_message="Opublikować można wartość, którą sprawdziła druga osoba.",
            ),
            models.CheckConstraint(
                condition=Q(checked_by=None)
                | Q(entered_by__isnull=False, checked_by__isnull=False) & ~Q(checked_by=F("entered_by")),
                name="indicator_value_checked_by_another",
                violation_error_message="Wartość sprawdza inna osoba niż ta, która ją wpisała.",
            ),
            models.CheckConstraint(
                condition=Q(revision=1) | Q(entered_by=None) | ~Q(reason=""),
                name="indicator_value_correction_has_reason",
                violation_error_message="Napisz, dlaczego zmienia się opublikowaną wartość.",
            ),
        ]

    def __str__(self):
        said = self.get_status_display() if self.value is None else f"{self.value.normalize():f}"
        return f"{self.span}: {said}"

    @property
    def span(self):
        return Span(self.year, self.part, Period(self.unit))

    @property
    def is_published(self):
        return self.state == ValueState.PUBLISHED


def target_fields(kind, *, upper, due_year, period):
    """The condition that targets of a kind have (True), lack (False) or may have (None) each of these."""
    condition = Q(kind=kind)
    if due_year is not None:
        condition &= Q(due_year__isnull=not due_year)
    if period is False:
        condition &= Q(period="")
    return condition & Q(upper__isnull=not upper)


class Target(models.Model):
    """What an indicator should reach by a year, or keep: a bound or a band, in every period where one is named.

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
    history = History(verbose_name="zmiana wartości docelowej", verbose_name_plural="zmiany wartości docelowych")

    class Meta:
        verbose_name = "wartość docelowa"
        verbose_name_plural = "wartości docelowe"
        ordering = ["indicator_id", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=target_fields(TargetKind.REACH, upper=False, due_year=True, period=False)
                | target_fields(TargetKind.MINIMUM, upper=False, due_year=None, period=None)
                | target_fields(TargetKind.MAXIMUM, upper=False, due_year=None, period=None)
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


class ReportingYear(models.Model):
    """A year whose values are closed: the portal takes none for it any more until it is opened again.

    A year without a row is open.
    """

    year = models.PositiveSmallIntegerField("rok", unique=True)
    closed_at = moment("zamknięto")
    closed_by = official("kto zamknął")

    objects = ReportingYearQuerySet.as_manager()
    history = History(verbose_name="zmiana roku", verbose_name_plural="zmiany lat")

    class Meta:
        verbose_name = "rok sprawozdawczy"
        verbose_name_plural = "lata sprawozdawcze"
        ordering = ["-year"]
        constraints = [
            models.CheckConstraint(
                condition=years_between("year"),
                name="reporting_year_year",
                violation_error_message="Podaj rok od 1990 do 2100.",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_by=None) | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="reporting_year_closed_by_somebody",
                violation_error_message="Zamknięty rok ma datę i osobę, która go zamknęła.",
            ),
        ]

    def __str__(self):
        return str(self.year)

    @property
    def is_closed(self):
        return self.closed_at is not None


class IndicatorJudgement(models.Model):
    """What was published of an indicator: computed from `inputs` by a version of the method, and for ever the same.

    `progress.judge(**inputs)` says it again. A coordinator may publish another category beside it, with the reason;
    the next judgement of the indicator begins without it.
    """

    indicator = models.ForeignKey(
        Indicator, verbose_name="wskaźnik", related_name="judgements", on_delete=models.PROTECT
    )
    made_at = models.DateTimeField("oceniono")
    method_version = models.PositiveSmallIntegerField("wersja metody")
    inputs = models.JSONField("dane oceny")
    category = models.CharField("ocena obliczona", max_length=20, choices=Category)
    ratio = models.DecimalField("stosunek R", max_digits=50, decimal_places=12, null=True, blank=True)
    reason = models.TextField("uzasadnienie")
    fact = models.TextField("fakt")
    recent = models.JSONField("zmiana w ostatnich latach", null=True, blank=True)
    override_category = models.CharField("ocena koordynatora", max_length=20, choices=Category, blank=True)
    override_reason = models.TextField("powód innej oceny", blank=True, help_text="Zobaczą go mieszkańcy.")
    override_at = moment("zmieniono ocenę")
    override_by = official("kto zmienił ocenę")

    objects = JudgementQuerySet.as_manager()
    history = History(verbose_name="zmiana oceny", verbose_name_plural="zmiany ocen")

    class Meta:
        verbose_name = "ocena wskaźnika"
        verbose_name_plural = "oceny wskaźników"
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(override_category="", override_reason="", override_at=None, override_by=None)
                | (
                    ~Q(override_category="")
                    & ~Q(override_reason="")
                    & Q(override_at__isnull=False, override_by__isnull=False)
                ),
                name="judgement_override_with_reason",
                violation_error_message="Inna ocena wymaga powodu, który zobaczą mieszkańcy.",
            ),
        ]

    def __str__(self):
        return self.get_shown_display()

    @property
    def shown(self):
        """The category that counts."""
        return Category(self.override_category or self.category)

    def get_shown_display(self):
        return self.shown.label

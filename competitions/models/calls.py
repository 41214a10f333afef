"""A competition: what its announcement says, point by point, and what became of it."""

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.text import slugify

from competitions.choices import (
    AnnulmentReason,
    CompetitionState,
    FundingForm,
    Procedure,
    Receipt,
)
from competitions.models.priorities import YEARS, PriorityArea, PriorityTask, PublicTaskSphere
from competitions.querysets import CompetitionQuerySet
from leszno_ngo.history import History
from leszno_ngo.models import Department, official

FORMATTED = "Dozwolone: akapity, listy („- ” albo „1. ”), **pogrubienie**, [odnośnik](https://adres)."
LONGEST_SLUG = 60
POLISH_L = str.maketrans("łŁ", "lL")  # the only Polish letter that does not come apart into a letter and a sign


class PrivacyClause(models.Model):
    """The clause of art. 13 GDPR that announcements carry. A version that was used never changes: make the next one."""

    version = models.PositiveSmallIntegerField("wersja", unique=True)
    text = models.TextField("treść", help_text=FORMATTED)
    valid_from = models.DateField("obowiązuje od")

    class Meta:
        verbose_name = "klauzula informacyjna RODO"
        verbose_name_plural = "klauzule informacyjne RODO"
        ordering = ["-version"]

    def __str__(self):
        return f"Klauzula informacyjna, wersja {self.version}"


def money(label, **options):
    """An amount in złoty that may be not entered yet."""
    return models.DecimalField(label, max_digits=12, decimal_places=2, null=True, blank=True, **options)


class Competition(models.Model):
    """An open competition of offers (art. 11 and 13 of the act).

    A draft is the office's own. What was announced changes only by an amendment: its words are changed in a working
    copy, a competition of its own that `amends` this one, and taken over by publishing.amend with a reason.
    Fields are in the order of the announcement. Formatted texts are stored as written, see leszno_ngo.formatting.
    """

    year = models.PositiveSmallIntegerField("rok budżetowy", help_text="Rok, z którego budżetu są dotacje.")
    number = models.PositiveSmallIntegerField(
        "numer", null=True, blank=True, help_text="Puste: przy ogłoszeniu portal nada kolejny numer w roku."
    )
    title = models.CharField("tytuł konkursu", max_length=300)
    department = models.ForeignKey(
        Department, verbose_name="wydział", related_name="competitions", on_delete=models.PROTECT
    )
    area = models.ForeignKey(
        PriorityArea,
        verbose_name="obszar zadań",
        related_name="competitions",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )
    spheres = models.ManyToManyField(
        PublicTaskSphere, verbose_name="sfery zadań publicznych", related_name="competitions", blank=True
    )
    tasks = models.ManyToManyField(
        PriorityTask,
        verbose_name="zadania priorytetowe",
        related_name="competitions",
        blank=True,
        help_text="Zadania, które konkurs realizuje; przez nie wiąże się z harmonogramem i celami strategii.",
    )
    amends = models.OneToOneField(
        "self",
        verbose_name="przygotowuje zmianę konkursu",
        related_name="working_copy",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.CASCADE,
    )
    copied_from = models.ForeignKey(
        "self",
        verbose_name="powstał z konkursu",
        related_name="copies",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
    )
    is_example = models.BooleanField("przykład", default=False, editable=False)

    # 1 rodzaj zadania
    task_kind = models.TextField("rodzaj zadania", blank=True, help_text=FORMATTED)
    form = models.CharField("forma zlecenia", max_length=20, choices=FundingForm, blank=True)
    procedure = models.CharField("tryb", max_length=30, choices=Procedure, default=Procedure.OPEN_COMPETITION)
    procedure_basis = models.CharField(
        "podstawa innego trybu", max_length=300, blank=True, help_text="Przepis, gdy tryb jest inny niż konkurs."
    )
    order_number = models.CharField("numer zarządzenia", max_length=60, blank=True)
    order_date = models.DateField("data zarządzenia", null=True, blank=True)

    # 2 wysokość środków
    total_amount = money("kwota środków publicznych", validators=[MinValueValidator(Decimal("0.01"))])

    # 3 zasady przyznawania dotacji
    eligibility = models.TextField("kto może złożyć ofertę", blank=True, help_text=FORMATTED)
    granting_rules = models.TextField("zasady przyznawania dotacji", blank=True, help_text=FORMATTED)
    smallest_grant = money("najmniejsza dotacja")
    largest_grant = money("największa dotacja")
    own_contribution_percent = models.DecimalField(
        "wkład własny", max_digits=5, decimal_places=2, null=True, blank=True, help_text="Procent kosztu zadania."
    )

    # 4 terminy i warunki realizacji
    implementation_start = models.DateField("realizacja od", null=True, blank=True)
    implementation_end = models.DateField("realizacja do", null=True, blank=True, help_text="Włącznie z tym dniem.")
    conditions = models.TextField("warunki realizacji", blank=True, help_text=FORMATTED)

    # 5 termin i sposób składania ofert
    opens_at = models.DateTimeField("nabór od", null=True, blank=True, help_text="Puste: od ogłoszenia.")
    closes_at = models.DateTimeField(
        "nabór do", null=True, blank=True, help_text="Włącznie z tą chwilą; nie 00:00, lecz 23:59 dnia poprzedniego."
    )
    confirmation_due_at = models.DateTimeField(
        "podpisane potwierdzenie do",
        null=True,
        blank=True,
        help_text="Gdy ofertę z generatora trzeba jeszcze potwierdzić na papierze.",
    )
    generator_url = models.URLField("adres w generatorze ofert", max_length=300, blank=True)
    paper_address = models.CharField("adres dla papierów", max_length=300, blank=True)
    e_delivery_address = models.CharField("adres do e-Doręczeń", max_length=60, blank=True)
    receipt = models.CharField("co decyduje o dotrzymaniu terminu", max_length=20, choices=Receipt, blank=True)
    submission_notes = models.TextField("jak złożyć ofertę", blank=True, help_text=FORMATTED)

    # 6 tryb, kryteria i termin wyboru
    selection_procedure = models.TextField("tryb wyboru ofert", blank=True, help_text=FORMATTED)
    decision_due_at = models.DateTimeField("wybór ofert do", null=True, blank=True)
    committee = models.TextField("komisja konkursowa", blank=True, help_text=FORMATTED)

    # 7 zadania tego samego rodzaju
    no_similar_tasks_this_year = models.BooleanField("w roku ogłoszenia nie było takich zadań", default=False)
    no_similar_tasks_last_year = models.BooleanField("w roku poprzednim nie było takich zadań", default=False)

    # kontakt i dane osobowe
    contact_role = models.CharField(
        "stanowisko do kontaktu", max_length=200, blank=True, help_text="Stanowisko, nie nazwisko."
    )
    contact_phone = models.CharField("telefon", max_length=40, blank=True)
    contact_email = models.EmailField("e-mail", blank=True)
    privacy_clause = models.ForeignKey(
        PrivacyClause,
        verbose_name="klauzula informacyjna",
        related_name="competitions",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )
    responsible = models.CharField(
        "odpowiada za treść", max_length=200, blank=True, help_text="Widać pod ogłoszeniem: imię i nazwisko albo urząd."
    )

    # what the office did, and when: written by publishing alone
    announced_at = models.DateTimeField("ogłoszono", null=True, blank=True, editable=False)
    announced_by = official("kto ogłosił")
    withdrawn_at = models.DateTimeField("wycofano", null=True, blank=True, editable=False)
    withdrawn_by = official("kto wycofał")
    withdrawal_reason = models.TextField("powód wycofania", blank=True, editable=False)
    annulled_at = models.DateTimeField("unieważniono", null=True, blank=True, editable=False)
    annulled_by = official("kto unieważnił")
    annulment_reason = models.CharField("powód unieważnienia", max_length=20, choices=AnnulmentReason, blank=True)
    annulment_note = models.TextField("wyjaśnienie unieważnienia", blank=True)

    # how it was decided: entered after the closing, made public by publishing.publish_results
    committee_appointed_on = models.DateField("powołano komisję", null=True, blank=True)
    committee_opinion_on = models.DateField("opinia komisji", null=True, blank=True)
    committee_members_of_organisations = models.PositiveSmallIntegerField(
        "osoby z organizacji w komisji", default=0, help_text="Ile osób wskazały organizacje pozarządowe."
    )
    committee_without_organisations_reason = models.TextField("dlaczego bez osób z organizacji", blank=True)
    decided_on = models.DateField("data rozstrzygnięcia", null=True, blank=True)
    submitted_count = models.PositiveSmallIntegerField("ofert złożonych", null=True, blank=True)
    rejected_count = models.PositiveSmallIntegerField("odrzuconych formalnie", null=True, blank=True)
    withdrawn_count = models.PositiveSmallIntegerField("wycofanych", null=True, blank=True)
    assessed_count = models.PositiveSmallIntegerField("ocenionych", null=True, blank=True)
    funded_count = models.PositiveSmallIntegerField("z dotacją", null=True, blank=True)
    results_published_at = models.DateTimeField("ogłoszono wyniki", null=True, blank=True, editable=False)
    results_published_by = official("kto ogłosił wyniki")

    objects = CompetitionQuerySet.as_manager()
    history = History(
        m2m_fields=[spheres, tasks], verbose_name="zmiana konkursu", verbose_name_plural="zmiany konkursów"
    )

    class Meta:
        verbose_name = "konkurs"
        verbose_name_plural = "konkursy"
        ordering = ["-year", "-number", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=YEARS, name="competition_year", violation_error_message="Podaj rok od 2004 do 2100."
            ),
            models.UniqueConstraint(
                fields=["year", "number"],
                condition=Q(amends=None),
                name="competition_number_once_a_year",
                violation_error_message="Ten numer ma już inny konkurs tego roku.",
            ),
            models.CheckConstraint(
                condition=Q(number=None) | Q(number__gte=1),
                name="competition_number_from_one",
                violation_error_message="Konkursy numeruje się od 1.",
            ),
            models.CheckConstraint(
                condition=~Q(amends=F("id")) & (Q(amends=None) | Q(announced_at=None)),
                name="competition_working_copy_is_draft",
                violation_error_message="Kopia robocza zmiany nie może być sama ogłoszona.",
            ),
            models.CheckConstraint(
                condition=Q(announced_at=None)
                | Q(number__isnull=False, closes_at__isnull=False, total_amount__isnull=False, total_amount__gt=0)
                & ~Q(form=""),
                name="competition_announced_is_complete",
                violation_error_message="Ogłoszony konkurs musi mieć numer, formę, kwotę i termin składania ofert.",
            ),
            models.CheckConstraint(
                condition=Q(announced_at__isnull=False)
                | Q(withdrawn_at=None, annulled_at=None, results_published_at=None),
                name="competition_acts_after_announcement",
                violation_error_message="Wycofać, unieważnić albo rozstrzygnąć można tylko ogłoszony konkurs.",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(annulled_at=None, results_published_at=None),
                name="competition_withdrawn_is_over",
                violation_error_message="Wycofanego konkursu nie można unieważnić ani rozstrzygnąć.",
            ),
            models.CheckConstraint(
                condition=Q(annulled_at=None) | Q(results_published_at=None),
                name="competition_annulled_or_decided",
                violation_error_message="Konkurs jest albo unieważniony, albo rozstrzygnięty.",
            ),
            models.CheckConstraint(
                condition=Q(annulled_at=None) | ~Q(annulment_reason=""),
                name="competition_annulled_with_reason",
                violation_error_message="Podaj powód unieważnienia.",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | ~Q(withdrawal_reason=""),
                name="competition_withdrawn_with_reason",
                violation_error_message="Podaj powód wycofania.",
            ),
            models.CheckConstraint(
                condition=Q(results_published_at=None) | Q(decided_on__isnull=False),
                name="competition_results_with_decision",
                violation_error_message="Podaj datę rozstrzygnięcia.",
            ),
            models.CheckConstraint(
                condition=Q(opens_at=None) | Q(closes_at=None) | Q(opens_at__lt=F("closes_at")),
                name="competition_opens_before_closing",
                violation_error_message="Nabór musi zacząć się, zanim się skończy.",
            ),
            models.CheckConstraint(
                condition=Q(implementation_start=None)
                | Q(implementation_end=None)
                | Q(implementation_end__gte=F("implementation_start")),
                name="competition_implementation_in_order",
                violation_error_message="Zadanie kończy się, zanim się zacznie.",
            ),
            models.CheckConstraint(
                condition=Q(smallest_grant=None) | Q(largest_grant=None) | Q(largest_grant__gte=F("smallest_grant")),
                name="competition_grants_in_order",
                violation_error_message="Najmniejsza dotacja jest większa od największej.",
            ),
            models.CheckConstraint(
                condition=Q(own_contribution_percent=None)
                | Q(own_contribution_percent__gte=0, own_contribution_percent__lte=100),
                name="competition_own_contribution_percent",
                violation_error_message="Wkład własny podaje się w procentach, od 0 do 100.",
            ),
        ]

    def __str__(self):
        return f"{self.number}/{self.year} {self.title}" if self.number else self.title

    def get_absolute_url(self):
        return reverse("competition", args=[self.year, self.pk, self.slug])

    @property
    def slug(self):
        return slugify(self.title.translate(POLISH_L))[:LONGEST_SLUG].strip("-") or "konkurs"

    @property
    def is_announced(self):
        return self.announced_at is not None

    def state(self, now):
        """What it is at the moment; the queryset's with_state says the same in SQL. The closing minute is inside."""
        if self.announced_at is None:
            return CompetitionState.DRAFT
        if self.withdrawn_at:
            return CompetitionState.WITHDRAWN
        if self.annulled_at:
            return CompetitionState.ANNULLED
        if self.results_published_at:
            return CompetitionState.DECIDED
        if self.closes_at < now:
            return CompetitionState.CLOSED
        if self.opens_at and self.opens_at > now:
            return CompetitionState.ANNOUNCED
        return CompetitionState.OPEN

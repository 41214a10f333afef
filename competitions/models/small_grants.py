"""Small grants, art. 19a: offers that come in without a competition."""

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from competitions.choices import Register
from competitions.models.calls import money
from competitions.models.priorities import PublicTaskSphere
from competitions.querysets import SmallGrantQuerySet
from leszno_ngo.history import History
from leszno_ngo.models import Department


class SmallGrant(models.Model):
    """An offer under art. 19a: received, shown to everybody for remarks, then decided. No committee, no points."""

    department = models.ForeignKey(
        Department, verbose_name="wydział", related_name="small_grants", on_delete=models.PROTECT
    )
    organisation = models.CharField("organizacja", max_length=300)
    register = models.CharField("rejestr", max_length=20, choices=Register, blank=True)
    register_number = models.CharField("numer w rejestrze", max_length=40, blank=True)
    task_title = models.TextField("tytuł zadania")
    spheres = models.ManyToManyField(
        PublicTaskSphere, verbose_name="sfery zadań publicznych", related_name="small_grants", blank=True
    )
    received_on = models.DateField("wpłynęła")
    requested = models.DecimalField(
        "wnioskowana kwota", max_digits=12, decimal_places=2, validators=[MinValueValidator(Decimal("0.01"))]
    )
    implementation_start = models.DateField("realizacja od", null=True, blank=True)
    implementation_end = models.DateField("realizacja do", null=True, blank=True, help_text="Włącznie z tym dniem.")
    bip_on = models.DateField("w BIP od", null=True, blank=True)
    notice_board_on = models.DateField("na tablicy ogłoszeń od", null=True, blank=True)
    website_on = models.DateField("na stronie internetowej od", null=True, blank=True)
    shown_until = models.DateField("zamieszczona do", null=True, blank=True)
    url = models.URLField("adres oferty", max_length=300, blank=True)
    decided_on = models.DateField("rozpatrzono", null=True, blank=True)
    granted = money("przyznana kwota", help_text="0: odmówiono; puste: nie rozpatrzono.")
    paid_on = models.DateField("wypłacono", null=True, blank=True)
    reason = models.TextField("uzasadnienie", blank=True, help_text="Dlaczego przyznano albo odmówiono.")
    accepted_warnings = models.TextField(
        "powód przyjęcia ostrzeżeń", blank=True, help_text="Gdy zapisano mimo ostrzeżenia."
    )
    is_example = models.BooleanField("przykład", default=False, editable=False)

    objects = SmallGrantQuerySet.as_manager()
    history = History(m2m_fields=[spheres], verbose_name="zmiana oferty", verbose_name_plural="zmiany ofert")

    class Meta:
        verbose_name = "oferta małego grantu"
        verbose_name_plural = "małe granty (art. 19a)"
        ordering = ["-received_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(requested__gt=0),
                name="small_grant_requests_money",
                violation_error_message="Podaj kwotę większą od zera.",
            ),
            models.CheckConstraint(
                condition=Q(granted=None) | Q(granted__gte=0),
                name="small_grant_not_negative",
                violation_error_message="Kwota nie może być ujemna.",
            ),
            models.CheckConstraint(
                condition=Q(granted=None, decided_on=None) | Q(granted__isnull=False, decided_on__isnull=False),
                name="small_grant_decided_with_amount",
                violation_error_message="Data rozpatrzenia i przyznana kwota idą razem (0, gdy odmówiono).",
            ),
            models.CheckConstraint(
                condition=Q(decided_on=None) | Q(decided_on__gte=F("received_on")),
                name="small_grant_decided_after_receipt",
                violation_error_message="Rozpatrzenie jest przed wpływem oferty.",
            ),
            models.CheckConstraint(
                condition=Q(paid_on=None) | Q(granted__isnull=False, granted__gt=0),
                name="small_grant_paid_is_granted",
                violation_error_message="Wypłacić można tylko przyznaną dotację.",
            ),
            models.CheckConstraint(
                condition=Q(implementation_start=None)
                | Q(implementation_end=None)
                | Q(implementation_end__gte=F("implementation_start")),
                name="small_grant_implementation_in_order",
                violation_error_message="Zadanie kończy się, zanim się zacznie.",
            ),
        ]

    def __str__(self):
        return f"{self.organisation}: {self.task_title}"

    def get_absolute_url(self):
        return f"{reverse('small_grants', args=[self.received_on.year])}#oferta-{self.pk}"

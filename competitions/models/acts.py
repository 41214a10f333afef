"""What the office did with a competition: where it was published, how it was changed, what was accepted, and the
papers issued of it. Written by publishing alone."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from competitions.choices import AmendmentKind, Place, PublicationSubject
from competitions.models.calls import Competition
from competitions.querysets import AnnouncementQuerySet, RowOfCompetitionQuerySet
from leszno_ngo.history import History
from leszno_ngo.models import IssuedDocument, official


class Amendment(models.Model):
    """A change of what was announced, or of results that were published; the log of it that anybody may read."""

    competition = models.ForeignKey(
        Competition, verbose_name="konkurs", related_name="amendments", on_delete=models.CASCADE
    )
    number = models.PositiveSmallIntegerField("numer zmiany")
    kind = models.CharField("rodzaj zmiany", max_length=20, choices=AmendmentKind)
    reason = models.TextField("powód")
    old_closes_at = models.DateTimeField("nabór był do")
    new_closes_at = models.DateTimeField("nabór jest do")
    made_at = models.DateTimeField("zmieniono")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="kto zmienił", related_name="+", on_delete=models.PROTECT
    )

    objects = RowOfCompetitionQuerySet.as_manager()

    class Meta:
        verbose_name = "zmiana ogłoszenia"
        verbose_name_plural = "zmiany ogłoszeń"
        ordering = ["competition", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["competition", "number"],
                name="amendment_number_once",
                violation_error_message="Zmiana o tym numerze już jest.",
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="amendment_with_reason",
                violation_error_message="Podaj powód zmiany.",
            ),
            models.CheckConstraint(
                condition=~Q(kind=AmendmentKind.EXTENSION) | Q(new_closes_at__gt=F("old_closes_at")),
                name="amendment_extension_is_later",
                violation_error_message="Przedłużenie musi kończyć się później niż dotychczasowy nabór.",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} nr {self.number}"


class Publication(models.Model):
    """One place in which an announcement, a change, results or an annulment is, or is planned to be, made public."""

    competition = models.ForeignKey(
        Competition, verbose_name="konkurs", related_name="publications", on_delete=models.CASCADE
    )
    amendment = models.ForeignKey(
        Amendment, verbose_name="zmiana", related_name="publications", null=True, blank=True, on_delete=models.CASCADE
    )
    subject = models.CharField(
        "co ogłoszono", max_length=20, choices=PublicationSubject, default=PublicationSubject.ANNOUNCEMENT
    )
    place = models.CharField("miejsce", max_length=20, choices=Place)
    published_on = models.DateField("data ogłoszenia", help_text="Dzień, w którym się ukazało albo ma się ukazać.")
    shown_until = models.DateField("widoczne do", null=True, blank=True)
    url = models.URLField("adres", max_length=300, blank=True)
    recorded_at = models.DateTimeField("potwierdzono", null=True, blank=True, editable=False)
    recorded_by = official("kto potwierdził")

    objects = RowOfCompetitionQuerySet.as_manager()
    history = History(verbose_name="zmiana miejsca ogłoszenia", verbose_name_plural="zmiany miejsc ogłoszenia")

    class Meta:
        verbose_name = "miejsce ogłoszenia"
        verbose_name_plural = "miejsca ogłoszenia"
        ordering = ["competition", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["competition", "subject", "place"],
                condition=Q(amendment=None),
                name="publication_once_a_place",
                violation_error_message="To miejsce jest już na liście.",
            ),
            models.UniqueConstraint(
                fields=["amendment", "place"],
                name="publication_of_amendment_once_a_place",
                violation_error_message="To miejsce jest już na liście.",
            ),
            models.CheckConstraint(
                condition=Q(subject=PublicationSubject.AMENDMENT, amendment__isnull=False)
                | (~Q(subject=PublicationSubject.AMENDMENT) & Q(amendment=None)),
                name="publication_amendment_said",
                violation_error_message="Ogłoszenie zmiany musi wskazywać zmianę.",
            ),
            models.CheckConstraint(
                condition=Q(shown_until=None) | Q(shown_until__gte=F("published_on")),
                name="publication_days_in_order",
                violation_error_message="„Widoczne do” jest przed datą ogłoszenia.",
            ),
        ]

    def __str__(self):
        return f"{self.get_subject_display()}: {self.get_place_display()}"


class AcceptedFinding(models.Model):
    """A warning of the law that an official has read and gone past, with the reason."""

    competition = models.ForeignKey(
        Competition, verbose_name="konkurs", related_name="accepted_findings", on_delete=models.CASCADE
    )
    act = models.CharField("czynność", max_length=30)  # a value of law.Act
    rule = models.CharField("reguła", max_length=10)
    article = models.CharField("przepis", max_length=60)
    field = models.CharField("pole", max_length=60, blank=True)
    message = models.TextField("ostrzeżenie")
    reason = models.TextField("powód")
    accepted_at = models.DateTimeField("przyjęto")
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="kto przyjął", related_name="+", on_delete=models.PROTECT
    )

    objects = RowOfCompetitionQuerySet.as_manager()

    class Meta:
        verbose_name = "przyjęte ostrzeżenie"
        verbose_name_plural = "przyjęte ostrzeżenia"
        ordering = ["competition", "accepted_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="accepted_finding_with_reason",
                violation_error_message="Podaj powód, dla którego ostrzeżenie przyjęto.",
            ),
        ]

    def __str__(self):
        return f"{self.rule}: {self.message}"


class Announcement(IssuedDocument):
    """One issued version of what the office says of a competition: its announcement, results or annulment.

    `content` is the text as it was issued (competitions.wording says its shape); page and PDF of this version are made
    of it alone, so neither ever changes.
    """

    competition = models.ForeignKey(
        Competition, verbose_name="konkurs", related_name="announcements", on_delete=models.PROTECT
    )
    subject = models.CharField("czego dotyczy", max_length=20, choices=PublicationSubject)
    version = models.PositiveSmallIntegerField("wersja", default=1)
    amendment = models.OneToOneField(
        Amendment, verbose_name="zmiana", related_name="announcement", null=True, blank=True, on_delete=models.PROTECT
    )
    issued_at = models.DateTimeField("wydano")
    content = models.JSONField("treść")

    task = "competitions.tasks.make_announcement_pdf"

    objects = AnnouncementQuerySet.as_manager()

    class Meta(IssuedDocument.Meta):
        verbose_name = "dokument konkursu"
        verbose_name_plural = "dokumenty konkursów"
        ordering = ["competition", "subject", "-version"]
        constraints = [
            *IssuedDocument.Meta.constraints,
            models.UniqueConstraint(
                fields=["competition", "subject", "version"],
                name="announcement_version_once",
                violation_error_message="Ta wersja dokumentu już jest.",
            ),
            models.CheckConstraint(
                condition=~Q(subject=PublicationSubject.AMENDMENT) & Q(version__gte=1),
                name="announcement_of_a_subject",
                violation_error_message="Zmiana ogłoszenia jest jego kolejną wersją, nie osobnym dokumentem.",
            ),
        ]

    def __str__(self):
        return f"{self.get_subject_display()}, wersja {self.version}: {self.competition}"

    def get_absolute_url(self):
        competition = self.competition
        words = [competition.year, competition.pk, competition.slug, self.subject, self.version]
        return reverse("competition_version", args=words)

    @property
    def folder(self):
        return f"konkursy/{self.competition.year}"

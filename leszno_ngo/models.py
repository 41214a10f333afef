"""Users and departments, the documents data came from and what is doubtful in them, and rows of generated files."""

import hashlib

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.core.files.base import ContentFile
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.functional import cached_property

from leszno_ngo.choices import DocumentState, IssueKind, Role
from leszno_ngo.querysets import (
    DataIssueQuerySet,
    DepartmentQuerySet,
    IssuedDocumentQuerySet,
    SourceDocumentQuerySet,
)
from leszno_ngo.storage import issued_files, source_files


class Department(models.Model):
    """A department, office or unit of the city; it outlives its names, so it has a validity."""

    source_name = models.CharField("nazwa w dokumencie", max_length=200, unique=True, help_text="Tak, jak wydrukowano.")
    name = models.CharField("nazwa", max_length=200)
    short_name = models.CharField("skrót", max_length=40, blank=True)
    slug = models.SlugField("adres strony", max_length=80, unique=True)
    email = models.EmailField("e-mail", blank=True)
    phone = models.CharField("telefon", max_length=40, blank=True)
    address = models.CharField("adres", max_length=200, blank=True)
    website = models.URLField("strona internetowa", blank=True)
    valid_from = models.DateField("istnieje od", null=True, blank=True)
    valid_to = models.DateField("istnieje do", null=True, blank=True)

    objects = DepartmentQuerySet.as_manager()

    class Meta:
        verbose_name = "wydział"
        verbose_name_plural = "wydziały, biura i jednostki"
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__gte=F("valid_from")) | Q(valid_from=None) | Q(valid_to=None),
                name="department_validity_in_order",
                violation_error_message="Koniec istnienia wydziału jest przed jego początkiem.",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("department", args=[self.slug])

    def natural_key(self):
        return (self.slug,)


class User(AbstractUser):
    """Somebody of the office: a coordinator reaches everything, an official the rows of own departments, an auditor
    reads everything and changes nothing."""

    role = models.CharField("rola", max_length=20, choices=Role, default=Role.OFFICIAL)
    departments = models.ManyToManyField(
        Department,
        verbose_name="wydziały",
        related_name="members",
        blank=True,
        help_text="Wydziały, których wiersze może zmieniać.",
    )

    class Meta(AbstractUser.Meta):
        verbose_name = "użytkownik"
        verbose_name_plural = "użytkownicy"

    @property
    def is_coordinator(self):
        return self.is_superuser or (self.is_staff and self.role == Role.COORDINATOR)

    @property
    def is_auditor(self):
        return self.is_staff and self.role == Role.AUDITOR and not self.is_superuser

    @property
    def sees_everything(self):
        return self.is_coordinator or self.is_auditor

    @cached_property
    def has_second_factor(self):
        """Whether more than the password is asked at signing in; every page of the desk wants to know."""
        return self.totpdevice_set.filter(confirmed=True).exists()


def official(label):
    """Who acted; None while nobody has."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=label,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
    )


class SourceDocument(models.Model):
    """A document that data came from, kept word for word beside what was made of it."""

    name = models.CharField("nazwa pliku", max_length=200)
    title = models.CharField("tytuł", max_length=300)
    sha256 = models.CharField("skrót SHA-256", max_length=64, unique=True)
    text = models.TextField("treść dosłowna")
    file = models.FileField(
        "plik",
        max_length=200,
        blank=True,
        storage=source_files,
        help_text="Plik, z którego odczytano treść; pobrać go mogą tylko pracownicy urzędu.",
    )
    municipality = models.CharField("gmina", max_length=100, default="Leszno")
    imported_at = models.DateTimeField("wczytano")
    is_public = models.BooleanField("publiczny", default=True)

    objects = SourceDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "dokument źródłowy"
        verbose_name_plural = "dokumenty źródłowe"
        ordering = ["name"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("source_document", args=[self.pk])


class DataIssue(models.Model):
    """A place in a source document that was corrected, is doubtful or could not be read."""

    document = models.ForeignKey(
        SourceDocument, verbose_name="dokument", related_name="issues", on_delete=models.CASCADE
    )
    line = models.PositiveIntegerField("wiersz dokumentu", default=0, help_text="0: uwaga do całego dokumentu.")
    kind = models.CharField("rodzaj", max_length=20, choices=IssueKind)
    quote = models.TextField("fragment dokumentu", blank=True)
    message = models.TextField("na czym polega")
    is_public = models.BooleanField("publiczna", default=True)
    resolved_at = models.DateTimeField("wyjaśniono", null=True, blank=True)
    resolved_by = models.ForeignKey(
        User, verbose_name="kto wyjaśnił", related_name="+", null=True, blank=True, on_delete=models.PROTECT
    )
    resolution = models.TextField("wyjaśnienie", blank=True)

    objects = DataIssueQuerySet.as_manager()

    class Meta:
        verbose_name = "uwaga do danych"
        verbose_name_plural = "uwagi do danych"
        ordering = ["document", "line", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "line", "kind", "message"],
                name="data_issue_once",
                violation_error_message="Taka uwaga do tego miejsca już jest.",
            ),
            models.CheckConstraint(
                condition=Q(resolved_at=None) | ~Q(resolution=""),
                name="data_issue_resolved_with_words",
                violation_error_message="Napisz, jak wyjaśniono uwagę.",
            ),
        ]

    def __str__(self):
        return self.message


class QueueRow:
    """A row that is the queue's truth about its work: changed only while it is as it was read.

    So two workers cannot both finish it.
    """

    def _change(self, **values):
        as_read = {name: getattr(self, name) for name in ("pk", "state", "attempts", "queued_at")}
        changed = type(self).objects.filter(**as_read).update(**values) == 1
        if changed:
            self.refresh_from_db()
        return changed


class IssuedDocument(QueueRow, models.Model):
    """The row of a generated file. The file is stored under its own hash and never changed afterwards.

    The row is the queue's truth: messages about it may be lost or come twice. Its moments are real ones, even in a
    preview. What changes it is written only while the row is as it was read, so two workers cannot both finish it.
    """

    state = models.CharField("stan", max_length=20, choices=DocumentState, default=DocumentState.QUEUED)
    queued_at = models.DateTimeField("zlecono")
    claimed_at = models.DateTimeField("rozpoczęto", null=True, blank=True)
    claimed_by = models.CharField("wykonawca", max_length=200, blank=True)
    attempts = models.PositiveSmallIntegerField("próby", default=0)
    file = models.FileField("plik", max_length=200, blank=True, storage=issued_files)
    sha256 = models.CharField("skrót SHA-256", max_length=64, blank=True)
    size = models.PositiveIntegerField("bajtów", null=True, blank=True)
    pages = models.PositiveSmallIntegerField("stron", null=True, blank=True)
    made_at = models.DateTimeField("wykonano", null=True, blank=True)
    error = models.TextField("błąd", blank=True)
    batch = models.UUIDField(
        "partia", null=True, blank=True, editable=False, db_index=True, help_text="Dokumenty zlecone razem."
    )

    task = ""  # the dotted name of the task that makes the file

    objects = IssuedDocumentQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=DocumentState.READY)
                | (~Q(file="") & ~Q(sha256="") & Q(pages__gte=1) & Q(size__gte=1) & Q(made_at__isnull=False)),
                name="%(class)s_ready_has_file",
                violation_error_message="Gotowy dokument musi mieć plik, skrót i liczbę stron.",
            ),
            models.CheckConstraint(
                condition=~Q(state=DocumentState.FAILED) | ~Q(error=""),
                name="%(class)s_failed_has_reason",
                violation_error_message="Nieudany dokument musi mieć podany powód.",
            ),
        ]

    @property
    def is_ready(self):
        return self.state == DocumentState.READY

    @property
    def folder(self):
        """Where among the issued files this document belongs."""
        raise NotImplementedError

    def store(self, pdf, now):
        """Keep the made file; True when this made the row ready, False when the row has changed hands meanwhile."""
        sha256 = hashlib.sha256(pdf).hexdigest()
        name = self.file.storage.save(f"{self.folder}/{sha256}.pdf", ContentFile(pdf))
        return self._change(
            state=DocumentState.READY, file=name, sha256=sha256, size=len(pdf), pages=pdf.pages, made_at=now, error=""
        )

    def fail(self, reason):
        """Give up, saying why and what to do."""
        return self._change(state=DocumentState.FAILED, error=reason)

    def queue_again(self, now, reason="", **changes):
        """Let another attempt be made; the caller sends the task."""
        return self._change(state=DocumentState.QUEUED, queued_at=now, error=reason, **changes)


class Heartbeat(models.Model):
    """When a part of the machinery last gave a sign of life; the real time, even in a preview."""

    name = models.CharField("część", max_length=40, unique=True)
    beaten_at = models.DateTimeField("ostatni znak życia")

    class Meta:
        verbose_name = "znak życia"
        verbose_name_plural = "znaki życia"
        ordering = ["name"]

    def __str__(self):
        return self.name

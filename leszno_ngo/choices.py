"""The closed lists of the ground floor, with the words people read."""

from django.db.models import TextChoices


class Role(TextChoices):
    COORDINATOR = "coordinator", "koordynator"
    OFFICIAL = "official", "pracownik wydziału"
    AUDITOR = "auditor", "audytor"


class DocumentState(TextChoices):
    QUEUED = "queued", "w kolejce"
    RUNNING = "running", "przygotowywany"
    READY = "ready", "gotowy"
    FAILED = "failed", "nieudany"


class IssueKind(TextChoices):
    """What is doubtful about a place in a source document."""

    CORRECTED = "corrected", "poprawiono zapis"
    DOUBTFUL = "doubtful", "wątpliwe"
    CONTRADICTION = "contradiction", "sprzeczność w dokumencie"
    MISSING = "missing", "brak danych"
    UNREADABLE = "unreadable", "nie odczytano"

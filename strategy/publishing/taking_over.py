"""A spreadsheet of values taken over: all of it or nothing, and only if it still says what was shown."""

from django.db import transaction
from django.utils import timezone

from leszno_ngo.reading import Refused
from leszno_ngo.uploads import Changed, Taken
from strategy.importing.values.uploads import open_upload
from strategy.models import ValuesImport
from strategy.publishing.entering import enter_values

TAKEN = "Ten plik już zapisano albo wyrzucono."
CHANGED = "Wartości zmieniły się, odkąd pokazano podgląd. Sprawdź go jeszcze raz."
NOT_READY = "W pliku są komórki, których nie da się przyjąć. Popraw je w arkuszu i wczytaj go ponownie."


@transaction.atomic
def take_values_over(upload, *, by, fingerprint: str, now) -> int:
    """How many values were entered as drafts. One of two who confirm at once is told."""
    held = ValuesImport.objects.editable_by(by).select_for_update(of=("self",)).filter(pk=upload.pk).first()
    if held is None:
        raise Taken(TAKEN)
    opened = open_upload(held, by, timezone.localtime(now).date())
    if opened.refusal is not None:
        raise opened.refusal
    if not opened.is_ready:
        raise Refused(NOT_READY)
    if opened.fingerprint != fingerprint:
        raise Changed(CHANGED)
    count = enter_values(opened.wanted(), by=by, now=now)
    held.saved_at = now
    held.save(update_fields=["saved_at"])
    return count

"""A department's part of a working edition: said to be ready, and no more."""

from django.core.exceptions import ValidationError
from django.db import transaction

from competitions.models import Schedule, ScheduleSection
from leszno_ngo import clock
from leszno_ngo.history import acting


@transaction.atomic
def confirm_section(section, *, by):
    """Say that a department's part is ready. Whoever changes it later takes that back, knowingly or not."""
    lock_for_editing(section.schedule_id)
    section.refresh_from_db()
    if section.confirmed_at is not None:
        raise ValidationError("Ta część jest już oznaczona jako gotowa.")
    if not section.entries.exists():
        raise ValidationError("Ta część nie ma żadnej pozycji. Dodaj pozycje albo usuń część.")
    section.confirmed_at, section.confirmed_by = clock.now(), by
    with acting(by=by, reason="oznaczono jako gotowe"):
        section.save(update_fields=["confirmed_at", "confirmed_by"])


@transaction.atomic
def withdraw_confirmation(section) -> bool:
    """To be called before a part's rows are changed; True when the part had been ready and now is not.

    Whoever has called this in a transaction of its own also knows that the edition is not released meanwhile.
    """
    lock_for_editing(section.schedule_id)
    stored = ScheduleSection.objects.get(pk=section.pk)  # the caller's may bear changes that are not saved yet
    if stored.confirmed_at is None:
        return False
    stored.confirmed_at = stored.confirmed_by = section.confirmed_at = section.confirmed_by = None
    stored._change_reason = "cofnięto „gotowe”"
    stored.save(update_fields=["confirmed_at", "confirmed_by"])
    return True


def lock_for_editing(schedule_id):
    """The working edition, held until the transaction ends: nobody releases it between a check and a change."""
    working = Schedule.objects.working().select_for_update(no_key=True).filter(pk=schedule_id).first()
    if working is None:
        raise ValidationError("To wydanie zostało już opublikowane i nikt go nie zmieni. Zmień wydanie robocze.")
    return working

"""Drafts of competitions: begun from a row of the schedule or from an earlier competition, and thrown away."""

from django.core.exceptions import ValidationError
from django.db import transaction

from competitions import copying
from competitions.choices import Procedure
from competitions.models import Competition, FundingLine, PrivacyClause
from competitions.publishing.guarding import lock
from leszno_ngo.history import acting

LONGEST_TITLE = Competition._meta.get_field("title").max_length
WORKING_COPY = "To kopia robocza zmiany ogłoszenia, nie osobny konkurs. "


@transaction.atomic
def draft_from_entry(entry, *, department, by):
    """A draft that knows what the schedule's row knows: its year, words, task, area and spheres; and the department."""
    year = entry.section.schedule.year
    with acting(by=by, reason="szkic z pozycji harmonogramu"):
        draft = Competition.objects.create(
            year=year,
            title=beginning_with_capital(entry.name)[:LONGEST_TITLE],
            department=department,
            area=entry.area,
            task_kind=entry.area.name,
            procedure=Procedure.OTHER_ACT if entry.legal_basis else Procedure.OPEN_COMPETITION,
            procedure_basis=entry.legal_basis,
            paper_address=department.address,
            contact_phone=department.phone,
            contact_email=department.email,
            privacy_clause=newest_clause(),
        )
        draft.spheres.set(entry.area.spheres.all())
        draft.tasks.set(filter(None, [entry.task]))
        FundingLine.objects.create(competition=draft, task=entry.task, task_title=entry.name, year=year)
    return draft


def beginning_with_capital(words):
    return words[:1].upper() + words[1:]


def newest_clause():
    return PrivacyClause.objects.order_by("-version").first()


@transaction.atomic
def draft_from_competition(competition, *, year, by):
    """A draft for the year with the wording of this competition; of an example, another example."""
    if competition.amends_id:
        raise ValidationError(f"{WORKING_COPY}Skopiuj konkurs, którego dotyczy.")
    Competition(year=year, title=competition.title).validate_constraints()
    with acting(by=by, reason=f"szkic z konkursu: {competition}"):
        draft = copying.draft_of(competition, year)
        draft.privacy_clause = newest_clause()
        draft.save(update_fields=["privacy_clause"])
    return draft


@transaction.atomic
def delete_draft(competition, *, by):
    """Throw away a draft with all its rows; what was announced stays for ever."""
    lock(competition)
    if competition.amends_id:
        raise ValidationError(f"{WORKING_COPY}Porzuć zmianę.")
    if competition.is_announced:
        raise ValidationError("Ogłoszonego konkursu nie można usunąć. Możesz go wycofać albo unieważnić.")
    with acting(by=by, reason="usunięto szkic"):
        competition.delete()

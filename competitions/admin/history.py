"""Which records the history page of a planning row shows: with those of the rows below it, also of the removed ones."""

from dataclasses import replace

from django.db.models import OuterRef, Q, Subquery

from competitions.models import PriorityTask, Schedule, ScheduleEntry, ScheduleSection


class EntryHistory:
    def past(self, request, entry, part=None):
        """The same row in every edition of its year; for an official, where it stood in parts of own departments."""
        mine = Q(id=entry.pk) | Q(section_id__in=ScheduleSection.objects.visible_to(request.user).values("pk"))
        records = ScheduleEntry.history.filter(identity=entry.identity)
        return [records if request.user.sees_everything else records.filter(mine)]

    def changes(self, records):
        """With the edition in which each was made: the row is one, its editions are many."""
        sections = ScheduleSection.history.filter(id__in=[record.section_id for record in records])
        schedule_of = dict(sections.order_by().values_list("id", "schedule_id"))
        editions = Schedule.objects.in_bulk(set(schedule_of.values()))
        return [
            replace(change, place=f"wydanie {editions[number].edition}" if number in editions else "")
            for change in super().changes(records)
            for number in [schedule_of.get(change.record.section_id)]
        ]


class SectionHistory:
    def past(self, request, section, part=None):
        return [section.history.all(), entries_once_in([section.pk])]


class ScheduleHistory:
    def parts(self, request, schedule):
        """Every part that the edition has or had, under its last heading."""
        records = ScheduleSection.history.filter(schedule_id=schedule.pk)
        if not request.user.sees_everything:
            records = records.filter(id__in=ScheduleSection.objects.visible_to(request.user).values("pk"))
        newest_last = records.order_by("history_id").values_list("id", "heading")
        return {str(number): heading for number, heading in newest_last}

    def past(self, request, schedule, part=None):
        numbers = [part] if part else list(self.parts(request, schedule))
        below = [ScheduleSection.history.filter(id__in=numbers), entries_once_in(numbers)]
        return below if part else [schedule.history.all(), *below]


class ProgrammeHistory:
    def past(self, request, programme, part=None):
        return [programme.history.all(), PriorityTask.history.filter(programme_id=programme.pk)]


def entries_once_in(sections):
    """Records of the rows while they stood in one of these parts, and that of their leaving it."""
    rows = ScheduleEntry.history.model.objects
    before = rows.filter(id=OuterRef("id"), history_id__lt=OuterRef("history_id")).order_by("-history_id")
    ever = rows.filter(section_id__in=sections).order_by().values("id")
    told = rows.filter(id__in=ever).annotate(section_before=Subquery(before.values("section_id")[:1]))
    return told.filter(Q(section_id__in=sections) | Q(section_before__in=sections))

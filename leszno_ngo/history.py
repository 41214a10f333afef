"""The past of rows: `History` keeps it on a model, `changes_of` turns kept records into changes that people can read.

A record is the whole row as it was after one change. What changed is found by comparing it with the record before.
"""

import datetime as dt
from collections import defaultdict
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from django.db.models import ForeignKey, OuterRef, Subquery
from django.utils import timezone
from simple_history.manager import HistoryManager
from simple_history.models import HistoricalRecords

from leszno_ngo import clock
from leszno_ngo.models import User
from leszno_ngo.templatetags.leszno import day

ADDED, CHANGED, REMOVED = "+", "~", "-"
ACTS = {ADDED: "dodano", CHANGED: "zmieniono", REMOVED: "usunięto"}
LONGEST_REASON = 100  # characters, as the library stores it

current_act = ContextVar("current_act", default=(None, None))


@contextmanager
def acting(*, by=None, reason=None):
    """What is written inside was done by this user and for this reason. Without `by`: by whoever is signed in."""
    token = current_act.set((by, reason and reason[:LONGEST_REASON]))
    try:
        yield
    finally:
        current_act.reset(token)


class AskedOfTheAct:
    """What the library looks for on the row: its own answer, if somebody set one, else that of the act under way."""

    def __init__(self, ask):
        self.ask = ask

    def __get__(self, row, model):
        return self.ask()


def user_of_the_act():
    user, _ = current_act.get()
    if user is None:
        raise AttributeError  # then the library asks the request
    return user


class RecordsManager(HistoryManager):
    """The library's manager; its class, which the library would build anew for every record, is built once."""

    @classmethod
    @cache
    def from_queryset(cls, queryset_class, class_name=None):
        return super().from_queryset(queryset_class, class_name)


class History(HistoricalRecords):
    """The library's records, dated by the portal's clock; a save that changes nothing leaves none."""

    def __init__(self, **options):
        super().__init__(history_manager=RecordsManager, **options)

    def add_extra_methods(self, cls):
        super().add_extra_methods(cls)
        cls._history_date = AskedOfTheAct(clock.now)
        cls._history_user = AskedOfTheAct(user_of_the_act)
        cls._change_reason = AskedOfTheAct(lambda: current_act.get()[1])

    def post_save(self, instance, created, using=None, **kwargs):
        if created or self.differs_from_its_record(instance):
            super().post_save(instance, created, using, **kwargs)

    def create_historical_record_m2ms(self, history_instance, instance):
        if history_instance.history_type != ADDED:  # nothing can be chosen yet in a row that is just added
            super().create_historical_record_m2ms(history_instance, instance)

    def differs_from_its_record(self, instance):
        columns = [field.attname for field in self.fields_included(instance)]
        newest = getattr(instance, self.manager_name).order_by("-history_id").values_list(*columns).first()
        return newest != tuple(getattr(instance, name) for name in columns)


# ── Records → changes ───────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Difference:
    """One field, from what to what, in Polish; an empty string: nothing stood or stands there."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    kind: str  # ADDED, CHANGED or REMOVED
    when: dt.datetime
    user: User | None  # None: a command of the system, or a person no longer known
    reason: str
    what: str  # „pozycja harmonogramu”
    name: str  # of the row, as it was then
    record: object
    differences: tuple[Difference, ...]
    is_first_known: bool  # what stood before a change was not kept
    place: str = ""  # where the row stood then, when its name alone does not say it

    @property
    def act(self):
        return ACTS[self.kind]

    @property
    def who(self):
        """For the office's own eyes: with the account's name when it bears no person's."""
        return self.user.get_full_name() or self.user.username if self.user else "polecenie systemowe"


def signature(user) -> str:
    """For everybody: the person's name, else the role; never the name one signs in with. „nie podano”: not known."""
    if user is None:
        return "nie podano"
    return user.get_full_name() or user.get_role_display()


def changes_of(records) -> list[Change]:
    """What each of these records changed, in their order. Queries: constant for a given set of models."""
    records = list(records)
    past = Past(records)
    users = User.objects.in_bulk({record.history_user_id for record in records} - {None})
    return [
        Change(
            kind=record.history_type,
            when=record.history_date,
            user=users.get(record.history_user_id),
            reason=record.history_change_reason or "",
            what=str(record.instance_type._meta.verbose_name),
            name=str(past.shown(record).instance),
            record=record,
            differences=past.differences(record),
            is_first_known=record.history_type == CHANGED and record not in past.before,
        )
        for record in records
    ]


class Past:
    """The records, those before them, and the names of everything they point at; each fetched once."""

    def __init__(self, records):
        self.before = {}
        for model, of_model in groupby(sorted(records, key=kind_of), type):
            self.before |= records_before(model, list(of_model))
        everything = {*records, *self.before.values()}
        self.chosen = chosen_rows(everything)
        self.names = names_of_rows(self.targets(everything))

    def shown(self, record):
        """The record that tells the row: what is removed was already stripped by those who removed it."""
        return self.before.get(record, record) if record.history_type == REMOVED else record

    def differences(self, record):
        before = None if record.history_type == ADDED else self.before.get(record)
        after = None if record.history_type == REMOVED else record
        if record.history_type == REMOVED:
            before = before or record
        pairs = [
            (str(field.verbose_name), self.words(field, before), self.words(field, after))
            for field in fields_people_read(type(record))
        ]
        return tuple(Difference(*pair) for pair in pairs if pair[1] != pair[2])

    def targets(self, records):
        """{model: numbers of its rows} that the records point at."""
        targets = defaultdict(set)
        for record in records:
            for field in fields_people_read(type(record)):
                if field.many_to_many:
                    targets[field.related_model] |= set(self.chosen[record][field.name])
                elif isinstance(field, ForeignKey):
                    targets[field.related_model] |= {getattr(record, field.attname)} - {None}
        return targets

    def words(self, field, record):
        """What the record says in this field."""
        if record is None:
            return ""
        if field.many_to_many:
            return ", ".join(sorted(self.name(field, pk) for pk in self.chosen[record][field.name]))
        value = getattr(record, field.attname)
        if value is None or value == "":
            return ""
        return self.name(field, value) if isinstance(field, ForeignKey) else plain_words(field, value)

    def name(self, field, pk):
        return self.names[field.related_model].get(pk) or f"usunięty (nr {pk})"


def kind_of(record):
    return type(record)._meta.label


def fields_people_read(model):
    """The fields that people fill in: not the row's number nor what the portal keeps for itself."""
    fields = (*model.tracked_fields, *model._history_m2m_fields)
    return [field for field in fields if field.editable and not field.primary_key]


def records_before(model, records):
    """{record: the record of the same row before it}."""
    row = model.instance_type._meta.pk.attname
    earlier = model.objects.filter(**{row: OuterRef(row)}, pk__lt=OuterRef("pk")).order_by("-pk").values("pk")[:1]
    asked = model.objects.order_by().filter(pk__in=[record.pk for record in records])
    numbers = dict(asked.annotate(before=Subquery(earlier)).values_list("pk", "before"))
    found = model.objects.in_bulk({number for number in numbers.values() if number})
    return {record: found[numbers[record.pk]] for record in records if numbers[record.pk]}


def chosen_rows(records):
    """{record: {name of a many-to-many field: numbers of the rows chosen in it}}."""
    chosen = {record: {field.name: [] for field in record._history_m2m_fields} for record in records}
    for model, of_model in groupby(sorted(records, key=kind_of), type):
        by_pk = {record.pk: record for record in of_model}
        for field in model._history_m2m_fields:
            rows = History.m2m_models[field].objects.filter(history_id__in=by_pk)
            for history_id, pk in rows.values_list("history_id", f"{field.m2m_reverse_field_name()}_id"):
                chosen[by_pk[history_id]][field.name].append(pk)
    return chosen


def names_of_rows(targets):
    """{model: {number of a row: its name}} of those that still exist."""
    return {
        model: {
            pk: signature(row) if model is User else str(row) for pk, row in model._base_manager.in_bulk(pks).items()
        }
        for model, pks in targets.items()
    }


def plain_words(field, value):
    if field.flatchoices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return "tak" if value else "nie"
    if isinstance(value, dt.datetime):
        return f"{day(value)}, godz. {timezone.localtime(value):%H:%M}"
    return day(value) if isinstance(value, dt.date) else str(value)

"""Two departments with a row of every kind; every word of a row says whose it is."""

import datetime as dt

from django.apps import apps
from django.conf import settings
from django.core.files.base import ContentFile
from django.db import models
from model_bakery import baker

from competitions import publishing
from competitions.choices import PlanKind
from competitions.importing import uploads
from competitions.importing.results import uploads as results_uploads
from competitions.models import (
    Announcement,
    Attachment,
    Competition,
    CooperationProgramme,
    PriorityArea,
    PriorityTask,
    PrivacyClause,
    PublicTaskSphere,
    ResultsImport,
    Schedule,
    ScheduleDocument,
    ScheduleEntry,
    ScheduleImport,
    ScheduleSection,
    SmallGrant,
)
from leszno_ngo.choices import Role
from leszno_ngo.models import DataIssue, Department, SourceDocument, User
from leszno_ngo.storage import issued_files, source_files
from strategy.choices import Category, IndicatorKind, ReminderState, ResponsibilityRole, TargetKind
from strategy.importing import uploads as document_uploads
from strategy.importing.values import uploads as values_uploads
from strategy.models import (
    BudgetLine,
    Goal,
    Indicator,
    IndicatorJudgement,
    IndicatorValue,
    NoneDeclared,
    Partner,
    Programme,
    ProgressReport,
    Reminder,
    ReportingYear,
    Responsibility,
    Stage,
    StageShare,
    Strategy,
    StrategyImport,
    StrategyTask,
    Target,
    ValuesImport,
)
from tests.competitions.calls import moment
from tests.competitions.drafts import announced, assessed, decided, ready_draft

OWN, FOREIGN = "Wlasnoslowo", "Cudzeslowo"  # without diacritics: they stand in addresses too
MOMENT = dt.datetime(2023, 12, 1, 12, tzinfo=dt.UTC)
WORDLESS = (models.EmailField, models.URLField)
TODAY = dt.date(2023, 12, 1)  # the portal's day in which all these rows make sense
NOT_JUDGED = {
    "made_at": MOMENT,
    "method_version": 1,
    "inputs": {},
    "category": Category.NOT_JUDGED,
    "override_reason": "",
}
QUEUED = {"issued_at": MOMENT, "queued_at": MOMENT}
NOT_COMPARED = {"admin", "auth", "axes", "contenttypes", "sessions"}  # what signing in and reading leave behind


class Draft:
    """Keys of the competitions that stand at other stages than the open one."""


class Changing:
    """An announced one whose change is prepared."""


class Closed:
    """Offers have been assessed, nothing is decided."""


class Unanswered:
    """Offers could be sent until yesterday, and none came."""


class Decided:
    """Its results are published."""


def made(model, word, **fields):
    """A row whose every free text begins with the word."""
    words = {}
    for field in model._meta.concrete_fields:
        if isinstance(field, models.SlugField):
            words[field.name] = f"{word}-{model.__name__}".lower()
        elif isinstance(field, models.CharField | models.TextField) and not isinstance(field, WORDLESS):
            words[field.name] = f"{word} {model.__name__}"[: field.max_length]
        if field.choices:
            words.pop(field.name, None)
    return baker.make(model, **(words | fields))


def common_rows():
    """What all staff may read, and nobody but a coordinator change."""
    schedule = baker.make(Schedule, year=2024, edition=1, title="Harmonogram", as_of=dt.date(2023, 11, 30))
    area = baker.make(PriorityArea, name="Kultura fizyczna", slug="kultura-fizyczna")
    programme = baker.make(
        CooperationProgramme, year=2024, title="Program współpracy", adopted_on=dt.date(2023, 11, 30)
    )
    return {
        Schedule: schedule,
        ScheduleDocument: baker.make(ScheduleDocument, schedule=schedule, queued_at=MOMENT),
        PriorityArea: area,
        CooperationProgramme: programme,
        PriorityTask: baker.make(PriorityTask, programme=programme, area=area, title="prowadzenie zajęć", position=1),
        PrivacyClause: baker.make(PrivacyClause, version=1, text="Administratorem jest Miasto.", valid_from=TODAY),
        ReportingYear: baker.make(ReportingYear, year=2022),
        StrategyImport: sent_document(),
        PublicTaskSphere: baker.make(PublicTaskSphere, key="17", number=17, name="kultura fizyczna"),
    }


def rows_of(department, word, common, *, is_public):
    """{model: row} of one department, and what stands around them."""
    user = made(User, word, username=word, is_staff=True, role=Role.OFFICIAL)
    user.departments.add(department)
    known = common | {Department: department, User: user}
    return known | planning(department, word, common, user, is_public=is_public) | calls(department, word, user)


def planning(department, word, common, user, *, is_public):
    position = 1 if is_public else 2
    file = source_files().save(f"{word}.csv", ContentFile(table(word)))
    document = made(SourceDocument, word, is_public=is_public, imported_at=MOMENT, file=file)
    section = made(ScheduleSection, word, schedule=common[Schedule], position=position, source=document)
    section.departments.add(department)
    entry = {"section": section, "area": common[PriorityArea], "position": 1, "plan_kind": PlanKind.NOT_PLANNED}
    return {
        SourceDocument: document,
        DataIssue: made(DataIssue, word, document=document, resolved_at=MOMENT, is_public=is_public),
        ScheduleSection: section,
        ScheduleEntry: made(ScheduleEntry, word, **entry, legal_basis="", plan_text="", task=common[PriorityTask]),
        ScheduleImport: sent_file(word, section, user),
    } | of_strategy(department, word, position, user, is_public=is_public)


def table(word):
    return f"Lp.;Zadanie;Termin ogłoszenia konkursu\n1;{word} z pliku;grudzień 2023\n".encode()


def sent_file(word, section, user):
    """A department's table that waits to be taken over."""
    content, schedule = table(word), section.schedule
    source = uploads.check_upload(content, f"{word}.csv", schedule, section)
    return uploads.keep_upload(
        content, source, schedule=schedule, section=section, replaces_all=False, by=user, now=MOMENT
    )


TEXTS = ("task_kind", "granting_rules", "conditions", "selection_procedure", "eligibility", "committee", "contact_role")


def calls(department, word, user):
    """A competition at each stage, and what stands below the open and the closed one."""

    def words(stage):
        return {"title": f"{word} {stage}", "department": department} | {name: f"{word} {name}" for name in TEXTS}

    competition = announced(user, **words("Competition"))
    closed = past(assessed(user, **words("Closed")), word)
    changing = announced(user, **words("Changing"))
    copy = publishing.open_amendment(changing, by=user)
    Competition.objects.filter(pk=copy.pk).update(conditions=f"{word} zmienione warunki")
    grant = {
        "department": department,
        "register": "other",
        "requested": 8000,
        "received_on": dt.date(2023, 11, 20),
        "implementation_start": dt.date(2024, 2, 1),
        "implementation_end": dt.date(2024, 3, 31),
        **dict.fromkeys(("bip_on", "notice_board_on", "website_on"), dt.date(2023, 11, 22)),
    }
    return {
        Competition: competition,
        Draft: ready_draft(**words("Draft")),
        Changing: changing,
        Closed: closed,
        Unanswered: past(announced(user, **words("Unanswered")), word),
        Decided: past(decided(user, **words("Decided")), word),
        Announcement: competition.announcements.get(),
        Attachment: attachment_of(competition, word),
        ResultsImport: sent_results(closed, word, user),
        SmallGrant: made(SmallGrant, word, **grant, accepted_warnings=f"{word} powod"),
    }


def past(competition, word):
    """Closed before the day on which these rows are looked at, with the offers that came."""
    closed = {"closes_at": moment("2023-11-30 12:00"), "confirmation_due_at": None, "decided_on": TODAY}
    held = {"committee_appointed_on": TODAY, "committee_opinion_on": TODAY}
    Competition.objects.filter(pk=competition.pk).update(**(closed | held))
    competition.results.update(bidder=f"{word} oferent")
    competition.refresh_from_db()
    return competition


def attachment_of(competition, word):
    name = issued_files().save(f"{word}.txt", ContentFile(word.encode()))
    return made(Attachment, word, competition=competition, file=name, size=len(word), content_type="text/plain")


def sent_results(competition, word, user):
    """A spreadsheet of results that waits to be taken over."""
    content = f"Oferent;Tytuł zadania;Wynik\n{word} z pliku;{word};odrzucona\n".encode()
    source = results_uploads.check_upload(content, f"{word}.csv")
    return results_uploads.keep_upload(content, source, competition=competition, by=user, now=MOMENT)


def of_strategy(department, word, position, user, *, is_public):
    strategy = made(Strategy, word, is_public=is_public)
    goal = made(Goal, word, strategy=strategy, position=1, slug=f"cel-{word.lower()}")
    programme = made(Programme, word, goal=goal, slug=f"program-{word.lower()}")
    task = made(StrategyTask, word, programme=programme, department=department, slug=f"zadanie-{word.lower()}")
    stage = made(Stage, word, task=task, position=1)
    indicator = made(Indicator, word, task=task, position=1, kind=IndicatorKind.OUTPUT)
    reach = {"kind": TargetKind.REACH, "value": 12, "due_year": 2030}
    return {
        Strategy: strategy,
        Goal: goal,
        Programme: programme,
        StrategyTask: task,
        Stage: stage,
        StageShare: made(StageShare, word, stage=stage, year=2020 + position, planned=50, done=10),
        Responsibility: made(Responsibility, word, task=task, role=ResponsibilityRole.values[0]),
        Partner: made(Partner, word, task=task),
        BudgetLine: made(BudgetLine, word, task=task, amount=100, year=2024),
        NoneDeclared: made(NoneDeclared, word, task=task, kind=IndicatorKind.IMPACT),
        Indicator: indicator,
        IndicatorJudgement: made(IndicatorJudgement, word, indicator=indicator, **NOT_JUDGED),
        IndicatorValue: made(IndicatorValue, word, indicator=indicator, year=2020 + position, value=7),
        Target: made(Target, word, indicator=indicator, **reach),
        ValuesImport: sent_values(indicator, word, user),
        ProgressReport: made(
            ProgressReport, word, strategy=strategy, number=1, as_of=TODAY, content={}, issued_by=user, **QUEUED
        ),
        Reminder: made(
            Reminder, word, department=department, state=ReminderState.FAILED, due_on=TODAY, queued_at=MOMENT
        ),
    }


def sent_document():
    """A table of goals that a coordinator sent in, before it is taken over."""
    sender = baker.make(User, username="nadawca", is_staff=True, role=Role.COORDINATOR)
    content = (settings.BASE_DIR / "fixtures" / "documents" / "lomza-cele-spoleczne-2010.txt").read_bytes()
    source, kind = document_uploads.check_upload(content, "cele.txt")
    return document_uploads.keep_upload(content, source, kind, by=sender, now=MOMENT)


def sent_values(indicator, word, user):
    """A spreadsheet with a value of 2023 that waits to be taken over."""
    content = f"Kod;Wskaźnik;Okres;Wartość\n{indicator.code};{indicator.name};2023;8\n".encode()
    return values_uploads.keep_upload(content, f"{word}.csv", year=2023, by=user, now=MOMENT)


def snapshot():
    """Everything that the portal keeps."""
    compared = [model for model in apps.get_models() if model._meta.app_label not in NOT_COMPARED]
    return {model._meta.label: list(model._base_manager.order_by("pk").values_list()) for model in compared}


def models_with_words(rows):
    """Whose rows bear the department's word; the others are common to all."""
    return {model for model, row in rows.items() if any(word in str(vars(row)) for word in (OWN, FOREIGN))}


def snapshot_of(rows):
    """The department's rows as they are kept now."""
    return {
        model: type(rows[model])._base_manager.filter(pk=rows[model].pk).values().get()
        for model in models_with_words(rows)
    }

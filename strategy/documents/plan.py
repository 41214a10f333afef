"""What a report says of the plan: goals, programmes, and tasks with their stages, partners and points."""

from leszno_ngo import blocks
from leszno_ngo.templatetags.leszno import NOT_STATED, number, percent, zloty
from strategy import assessing
from strategy.choices import ResponsibilityRole
from strategy.documents.blocks import charted, paragraphs, people, stated, with_scope
from strategy.documents.measures import counts_in_words, measured, measured_by_kind
from strategy.models import Goal, Programme
from strategy.progress import doubt_about_weights, programme_progress, task_progress, years_of_task

NO_PLAN = "nie podano planu etapów"
YEARS_ABREAST = 8  # as many columns as a page has room for


def sections_of(part):
    """The section of a goal, a programme or a task, and those in it."""
    if isinstance(part.row, Goal):
        return [goal_section(part), *measured(part)]
    if isinstance(part.row, Programme):
        return [programme_section(part), *measured(part)]
    return [
        task_section(part),
        *task_texts(part),
        stages_section(part),
        partners_section(part),
        *measured_by_kind(part),
    ]


# ── Goals and programmes ────────────────────────────────────────────────────────────────────────────────────────────


def goal_section(part):
    goal = part.row
    told = people(goal.responsibilities.all(), ResponsibilityRole.HEAD)
    return blocks.section(
        goal.slug,
        goal_name(goal),
        blocks.facts(
            ("Poziom", goal.get_kind_display()),
            *told,
            ("Ważność w dokumencie", goal.importance_text) if goal.importance_text else None,
            ("Oceny wskaźników", counts_in_words(goal.indicators.all())) if goal.indicators.all() else None,
        ),
        blocks.items("Partnerzy", [with_scope(partner.name, partner.scope) for partner in goal.partners.all()]),
        level=part.level,
    )


def goal_name(goal):
    return f"Cel {goal.numeral}. {goal.title}" if goal.numeral else goal.title


def programme_section(part):
    programme = part.row
    tasks = [(task, progress_of(task)) for task in programme.tasks.all()]
    progress = programme_progress((task.weight, done) for task, done in tasks)
    rows = [(str(task), stated(task.weight and number(task.weight)), percent_words(done)) for task, done in tasks]
    columns = [("Zadanie", blocks.TEXT), ("Waga", blocks.NUMBER), ("Wykonano planu", blocks.NUMBER)]
    return blocks.section(
        programme.slug,
        f"Program {programme}",
        blocks.facts(
            *people(programme.responsibilities.all(), ResponsibilityRole.COORDINATOR),
            ("Postęp programu", "nie policzono" if progress is None else percent(progress)),
        ),
        blocks.paragraph(doubt_about_weights(task.weight for task, _ in tasks)),
        blocks.table("Zadania programu", columns, rows),
        level=part.level,
    )


# ── Tasks ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def shares_of(task):
    return [share for stage in task.stages.all() for share in stage.shares.all()]


def progress_of(task):
    return task_progress((share.planned, share.done) for share in shares_of(task))


def percent_words(progress):
    return NO_PLAN if progress is None else percent(progress)


def task_section(part):
    task = part.row
    return blocks.section(
        task.slug,
        f"Zadanie {task}",
        blocks.facts(
            *people(task.responsibilities.all(), ResponsibilityRole.IMPLEMENTER),
            ("Wydział", task.department.name) if task.department else None,
            ("Adresaci", stated(task.addressees)),
            ("Planowany całkowity koszt", zloty(task.planned_cost)),
            ("Wykonano planu", percent_words(progress_of(task))),
        ),
        level=part.level,
    )


def task_texts(part):
    """The document's own words about the task."""
    texts = [("uzasadnienie", "Uzasadnienie", part.row.justification), ("opis", "Opis zadania", part.row.description)]
    return [
        blocks.section(f"{part.row.slug}-{key}", heading, *paragraphs(text), level=part.below)
        for key, heading, text in texts
        if text
    ]


def stages_section(part):
    task = part.row
    key, heading = f"{task.slug}-etapy", "Etapy w latach"
    years = years_of_task((share.year, share.planned, share.done) for share in shares_of(task))
    if not years:
        missing = blocks.paragraph("Dokument nie podaje udziału etapów w latach.")
        return blocks.section(key, heading, missing, level=part.below)
    columns = [("Rok", blocks.TEXT), *((words, blocks.NUMBER) for words in ("Plan", "Wykonano", "Od początku"))]
    rows = [(str(row.year), number(row.planned), number(row.done), number(row.cumulative)) for row in years]
    total = ("Razem", number(sum(row.planned for row in years)), number(sum(row.done for row in years)), "")
    caption = "Punkty procentowe zadania w latach"
    return blocks.section(
        key,
        heading,
        charted(assessing.bars_of(task), blocks.table(caption, columns, rows, total=total)),
        *(stages_table(task, some) for some in batched_years(years)),
        level=part.below,
    )


def batched_years(years):
    numbers = [row.year for row in years]
    return [numbers[at : at + YEARS_ABREAST] for at in range(0, len(numbers), YEARS_ABREAST)]


def stages_table(task, years):
    """Done / planned of every stage in these years; a dash: nothing was planned."""
    stages = list(task.stages.all())
    shares = {(share.stage_id, share.year): share for share in shares_of(task)}
    rows = [
        (str(stage), stated(stage.period_text), *(share_words(shares.get((stage.pk, year))) for year in years))
        for stage in stages
    ]
    caption = "Etapy: wykonane / zaplanowane punkty procentowe zadania; kreska: nic nie zaplanowano"
    columns = [("Etap", blocks.TEXT), ("Okres", blocks.TEXT), *((str(year), blocks.NUMBER) for year in years)]
    return blocks.table(caption, columns, rows)


def share_words(share):
    return f"{number(share.done)} / {number(share.planned)}" if share else "–"


def partners_section(part):
    rows = [(partner.name, stated(partner.scope)) for partner in part.row.partners.all()]
    table = blocks.table("Kto i w czym", [("Podmiot", blocks.TEXT), ("Zakres", blocks.TEXT)], rows)
    said = table or blocks.paragraph(f"{NOT_STATED.capitalize()}.")
    return blocks.section(f"{part.row.slug}-partnerzy", "Podmioty współpracujące", said, level=part.below)

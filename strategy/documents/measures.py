"""What a report says of an indicator: its judgement, its chart with the table, and where it comes from."""

from leszno_ngo import blocks
from leszno_ngo.templatetags.leszno import NO_DATA, day
from strategy import assessing
from strategy.charts.counts import TONES
from strategy.choices import IndicatorKind, ValueStatus
from strategy.documents.blocks import charted, stated
from strategy.documents.rows import DEEPEST
from strategy.drawing import summary_of
from strategy.figures import rows_of, target_words
from strategy.units import Unit

# ── Many indicators ─────────────────────────────────────────────────────────────────────────────────────────────────


def counts(row, indicators):
    """The chart and the table of judgements; empty categories are left out of both."""
    judgements = [indicator.judgement for indicator in indicators]
    found = [
        (category.label, str(count)) for category, count in assessing.count_judgements(judgements).items() if count
    ]
    columns = [("Ocena", blocks.TEXT), ("Wskaźników", blocks.NUMBER)]
    table = blocks.table("Wskaźniki według oceny", columns, found, total=("Razem", str(len(indicators))))
    return charted(summary_of(row, indicators), table) if found else None


def counts_in_words(indicators):
    found = assessing.count_judgements(indicator.judgement for indicator in indicators)
    return "; ".join(f"{category.label}: {count}" for category, count in found.items() if count)


def measured(part):
    """The sections of the indicators of a goal or a programme, after a heading of their own."""
    indicators = list(part.row.indicators.all())
    if not indicators:
        return []
    head = blocks.section(f"{part.row.slug}-wskazniki", "Wskaźniki", level=part.below)
    return [head, *(indicator_section(row, min(part.below + 1, DEEPEST)) for row in indicators)]


def measured_by_kind(part):
    """Those of a task, by kind; a kind that the document says there is none of is said too."""
    indicators = list(part.row.indicators.all())
    declared = {none.kind: none.text for none in part.row.none_declared.all()}
    sections = []
    for kind in IndicatorKind:
        of_kind = [row for row in indicators if row.kind == kind]
        if not of_kind and kind == IndicatorKind.UNSPECIFIED:
            continue
        none = f"Dokument mówi wprost, że ich nie ma („{declared[kind]}”)." if kind in declared else "Nie podano."
        said = None if of_kind else blocks.paragraph(none)
        sections.append(blocks.section(f"{part.row.slug}-{kind}", kind.heading, said, level=part.below))
        sections += [indicator_section(row, min(part.below + 1, DEEPEST)) for row in of_kind]
    return sections


# ── One indicator ───────────────────────────────────────────────────────────────────────────────────────────────────


def indicator_section(indicator, level):
    """Kept whole: what is said of one indicator stays on one page."""
    section = blocks.section(
        f"wskaznik-{indicator.code}",
        indicator.name,
        judgement_block(indicator.judgement),
        charted(assessing.line_of(indicator), values_table(indicator)) if indicator.series else None,
        None if indicator.series else blocks.paragraph("Tego wskaźnika jeszcze nie zmierzono."),
        origin(indicator),
        level=level,
    )
    return section | {"is_whole": True}


def origin(indicator):
    """What is wanted of it, what it is counted in and where its values come from: one line, as there are many."""
    told = [
        (
            "Wartości docelowe",
            stated("; ".join(target_words(target, indicator.unit) for target in indicator.targets.all())),
        ),
        ("Pożądany kierunek", indicator.get_direction_display() or "nie ustalono"),
        ("Jednostka", stated(Unit(indicator.unit).name)),
        ("Jak się go liczy", stated(indicator.definition)),
        ("Źródło danych", stated(indicator.source_text)),
        ("Wydział", stated(indicator.department and indicator.department.name)),
    ]
    return {"type": "line", "facts": [{"label": label, "words": words} for label, words in told]}


def judgement_block(judgement):
    if judgement is None:
        return blocks.paragraph("Portal jeszcze nie ocenił tego wskaźnika.")
    return {
        "type": "judgement",
        "words": judgement.shown.label,
        "tone": TONES[judgement.shown],
        "fact": judgement.fact[:1].upper() + judgement.fact[1:],
        "reason": judgement.reason,
        "computed": judgement.get_category_display() if judgement.override_category else "",
        "override_reason": judgement.override_reason,
        "made": f"{day(judgement.made_at)}, metoda w wersji {judgement.method_version}",
    }


def values_table(indicator):
    """Every span from the first value or target to the last, with gaps; and what the target asks of each."""
    unit = Unit(indicator.unit)
    found = rows_of(indicator)
    has_targets = any(row.target for row in found)
    rows = [
        (
            str(row.span),
            value_words(row.value, unit),
            *((unit.of(row.target.value) if row.target else "–",) if has_targets else ()),
            remarks(row.value),
        )
        for row in found
    ]
    target = [("Cel", blocks.NUMBER)] if has_targets else []
    columns = [("Okres", blocks.TEXT), ("Wartość", blocks.NUMBER), *target, ("Uwagi", blocks.TEXT)]
    if not any(row[-1] for row in rows):
        columns, rows = columns[:-1], [row[:-1] for row in rows]
    return blocks.table("Wartości w latach", columns, rows)


def value_words(value, unit):
    if value is None:
        return NO_DATA
    return value.get_status_display() if value.value is None else unit.of(value.value)


def remarks(value):
    """The status of a value unless it is plain, its note, and why it was corrected."""
    if value is None:
        return ""
    status = "" if value.value is None or value.status == ValueStatus.FINAL else value.get_status_display()
    corrected = f"skorygowano: {value.reason}" if value.reason else ""
    return "; ".join(words for words in (status, value.note, corrected) if words)

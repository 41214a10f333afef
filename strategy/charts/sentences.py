"""What a chart says, as Polish sentences: its title, and the description for those who do not see it."""

from collections.abc import Iterable
from decimal import Decimal

from leszno_ngo.templatetags.leszno import plural
from strategy.charts.series import UNCERTAIN, Point, Series, Threshold
from strategy.choices import ValueStatus
from strategy.spans import Span, listed, over_all
from strategy.units import Unit, full


def joined(sentences: Iterable[str]) -> str:
    """Each with one full stop, also after „szt.”; empty ones are left out."""
    return " ".join(f"{words.rstrip('.')}." for words in sentences if words)


def over_years(name: str, years: Iterable[int]) -> str:
    """„Liczba rodzin, lata 2009–2013”; the name alone where there are no years."""
    name, years = name.rstrip(" ."), sorted(years)
    if not years:
        return name
    return f"{name}, {f'rok {years[0]}' if years[0] == years[-1] else f'lata {years[0]}–{years[-1]}'}"


# ── A line ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def title_of_line(name: str, series: Series) -> str:
    return over_years(name, [point.span.year for point in series.drawn])


def describe_line(series: Series, unit: Unit, *, from_zero: bool) -> str:
    return joined(
        [
            ends(series.points, unit),
            extremes(series.points, unit),
            uncertain(series.points),
            suspect(series.suspect, unit),
            missing(series.missing, "Brak danych za"),
            missing(series.not_applicable, "Nie dotyczy: "),
            target(series.targets, unit),
            threshold(series.threshold, unit),
            "Wartości za inne okresy są tylko w tabeli." if series.apart else "",
            "" if from_zero else "Oś pionowa nie zaczyna się od zera.",
            unit.remark,
        ]
    )


def value_in(point: Point, unit: Unit) -> str:
    return f"{unit.of(point.value)} {point.span.during}"


def ends(points: list[Point], unit: Unit) -> str:
    if not points:
        return "Nie ma wartości, które tworzą linię."
    if len(points) == 1:
        return f"Wartość: {value_in(points[0], unit)}."
    first, last = points[0], points[-1]
    if len({point.value for point in points}) == 1:
        years = f"od {span_in_genitive(first.span)} do {span_in_genitive(last.span)}"
        return f"Wartość bez zmian {years}: {unit.of(last.value)}."
    return f"Pierwsza wartość: {value_in(first, unit)}; ostatnia: {value_in(last, unit)}."


def span_in_genitive(span: Span) -> str:
    if not span.part:
        return f"roku {span.year}"
    return span.over.replace("półrocze", "półrocza").replace("kwartał", "kwartału")


def extremes(points: list[Point], unit: Unit) -> str:
    """The greatest and the least value, where the ends have not said them."""
    if len(points) < 3:
        return ""
    said = {points[0].value, points[-1].value}
    found = [
        (word, extreme)
        for word, extreme in (
            ("największa", max(points, key=lambda point: point.value)),
            ("najmniejsza", min(points, key=lambda point: point.value)),
        )
        if extreme.value not in said
    ]
    words = "; ".join(f"{word}: {value_in(extreme, unit)}" for word, extreme in found)
    return words[:1].upper() + words[1:]


def uncertain(points: list[Point]) -> str:
    sentences = []
    for status in UNCERTAIN:
        spans = [point.span for point in points if point.status == status]
        forms = {
            ValueStatus.PROVISIONAL: ("Wartość wstępna", "Wartości wstępne"),
            ValueStatus.ESTIMATE: ("Wartość szacunkowa", "Wartości szacunkowe"),
        }[status]
        sentences.append(f"{forms[len(spans) > 1]}: {over_all(spans)}." if spans else "")
    return joined(sentences)


def suspect(points: list[Point], unit: Unit) -> str:
    if not points:
        return ""
    words = "Wartość wątpliwa, poza linią" if len(points) == 1 else "Wartości wątpliwe, poza linią"
    return f"{words}: {listed(value_in(point, unit) for point in points)}."


def missing(spans: list[Span], words: str) -> str:
    return f"{words.rstrip()} {over_all(spans)}." if spans else ""


def target(targets: list[tuple[int, Decimal]], unit: Unit) -> str:
    if not targets:
        return ""
    *interim, last = [f"{unit.of(value)} do roku {year}" for year, value in targets]
    words = "cel pośredni" if len(interim) == 1 else "cele pośrednie"
    return f"Cel: {last}{f'; {words}: {listed(interim)}' if interim else ''}."


def threshold(bounds: Threshold | None, unit: Unit) -> str:
    if bounds is None:
        return ""
    if bounds.minimum is None:
        words = f"najwyżej {unit.of(bounds.maximum)}"
    elif bounds.maximum is None:
        words = f"co najmniej {unit.of(bounds.minimum)}"
    else:
        words = f"co najmniej {full(bounds.minimum)} i najwyżej {unit.of(bounds.maximum)}"
    return f"Próg: {words}{f' {bounds.period.every}' if bounds.period else ''}."


# ── Bars and counts ─────────────────────────────────────────────────────────────────────────────────────────────────


def part_of(done: Decimal, planned: Decimal) -> str:
    """„30 z 40”, „95 ze 100”."""
    return f"{full(done)} {'ze' if 100 <= planned < 200 else 'z'} {full(planned)}"


def describe_bars(years: list[tuple[int, Decimal, Decimal]]) -> str:
    """From (year, planned, done) in the order of years, one row a year."""
    planned = sum((row[1] for row in years), Decimal(0))
    done = sum((row[2] for row in years), Decimal(0))
    forms = "zaplanowanego punktu procentowego,zaplanowanych punktów procentowych,zaplanowanych punktów procentowych"
    points = plural(planned, f"{forms},zaplanowanego punktu procentowego")
    known = {row[0] for row in years}
    empty = [Span(year) for year in range(min(known), max(known) + 1) if year not in known]
    return joined(
        [
            f"Wykonano {part_of(done, planned)} {points} zadania.",
            differing("Mniej, niż zaplanowano", [row for row in years if row[2] < row[1]]),
            differing("Więcej, niż zaplanowano", [row for row in years if row[2] > row[1]]),
            "W każdym roku wykonano tyle, ile zaplanowano." if all(row[1] == row[2] for row in years) else "",
            f"Nic nie zaplanowano na {over_all(empty)}." if empty else "",
        ]
    )


def differing(words: str, years: list[tuple[int, Decimal, Decimal]]) -> str:
    if not years:
        return ""
    return f"{words}: {listed(f'{part_of(done, planned)} w roku {year}' for year, planned, done in years)}."


def describe_counts(counts: list[tuple[str, int]]) -> str:
    total = sum(count for _, count in counts)
    indicators = f"{full(Decimal(total))} {plural(total, 'wskaźnik,wskaźniki,wskaźników')}"
    if len(counts) == 1:
        return f"{indicators}{', wszystkie' if total > 1 else ''}: {counts[0][0]}."
    return f"Razem {indicators}: {'; '.join(f'{label} – {full(Decimal(count))}' for label, count in counts)}."

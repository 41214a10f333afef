"""Every rule of the field's table has its function, or a reason why the portal cannot check it."""

import inspect
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from competitions.choices import LegalSeverity
from competitions.law import Act, amending, announcing, deciding, findings, small_grant_findings, small_grants
from competitions.law.facts import CompetitionFacts
from competitions.law.figures import TABLE as TABLE_IN_FORCE
from competitions.law.figures import DatedFigure
from competitions.models import SmallGrant
from tests.competitions.calls import DECIDED, annulled, day, decided, lawful, published, result, small_grant

# The rules of the field's table, with their articles and severities: E blocks, W warns, I informs.
TABLE = {
    "R01": ("5a", "W"),
    "R05": ("5 11", "E"),
    "R07": ("11", "E"),
    "R09": ("13", "E"),
    "R10": ("13", "E"),
    "R11": ("13", "E"),
    "R12": ("13", "I"),
    "R13": ("13", "I"),
    "R16": ("15", "W"),
    "R17": ("15", "I"),
    "R18": ("15", "W"),
    "R20": ("15", "E"),
    "R21": ("15", "I"),
    "R22": ("16", "E"),
    "R25": ("18", "I"),
    "R26": ("18a", "E"),
    "R28": ("19a", "E"),
    "R29": ("19a", "E"),
    "R31": ("19a", "E"),
    "R32": ("19a", "W"),
}
# Numbers that the table leaves out: nothing in it to check.
NOT_IN_THE_TABLE = {"R02", "R03", "R04", "R06", "R08", "R14", "R15", "R19", "R23", "R24", "R27", "R30"}
NOT_CHECKED = {}  # {rule: why the portal cannot check it}; every rule of the table is checked

MODULES = (announcing, amending, deciding, small_grants)
RULE_NUMBERS = re.compile(r"\bR\d\d\b")
often = settings(max_examples=60, deadline=None)
EMPTY = CompetitionFacts(year=2024)


def rule_functions():
    """{name: docstring} of every function that says of itself which rule it is."""
    return {
        name: function.__doc__
        for module in MODULES
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if RULE_NUMBERS.match(function.__doc__ or "")
    }


def all_findings():
    """What the worst competitions and small grants are told, in every act."""
    worst = [
        EMPTY,
        lawful(procedure="", implementation_end=day("2030-01-01"), closes_at=lawful().announced_at),
        decided(submitted_count=1, committee_appointed_on=None, publications=published(DECIDED)),
        decided(),
        annulled(annulment_reason=""),
        lawful(publications=(*published(DECIDED), *published(DECIDED, place="newspaper")[:1])),
    ]
    for competition in worst:
        for act in (None, *Act):
            yield from findings(competition, day("2024-03-01"), act)
    greedy = small_grant(granted=10_001, received_on=day("2026-01-02"))
    yield from small_grant_findings(greedy, DECIDED, others=[greedy], planned_grants=1)
    yield from small_grant_findings(small_grant(publications=()), day("2026-04-01"))


def test_every_rule_of_the_table_is_implemented_or_has_a_reason():
    implemented = {number for text in rule_functions().values() for number in RULE_NUMBERS.findall(text)}

    assert implemented | set(NOT_CHECKED) == set(TABLE)
    assert implemented & set(NOT_CHECKED) == set()
    assert set(TABLE) | NOT_IN_THE_TABLE == {f"R{number:02}" for number in range(1, 33)}


def test_every_rule_names_the_article_of_the_table():
    for text in rule_functions().values():
        for number in RULE_NUMBERS.findall(text.split(",")[0]):
            if "art." in text and number != "R20":
                assert re.search(rf"art\. ({'|'.join(TABLE[number][0].split())})\b", text), text


def test_every_rule_can_be_told_and_with_the_severity_of_the_table():
    told = {}
    for finding in all_findings():
        told.setdefault(finding.rule, set()).add(finding.severity.value)

    assert {rule for rule in TABLE if TABLE[rule][1] not in told.get(rule, ())} == set()


def test_no_rule_is_stricter_than_the_table():
    allowed = {"E": {"E", "W", "I"}, "W": {"W", "I"}, "I": {"W", "I"}}

    assert [found for found in all_findings() if found.severity.value not in allowed[TABLE[found.rule][1]]] == []


def test_every_sentence_is_a_sentence_and_names_its_article():
    found = list(all_findings())

    assert [one.message for one in found if not re.fullmatch(r"[A-ZŻŹĆŁŚÓ].*[.)]", one.message)] == []
    assert [one.article for one in found if not re.match(r"art\. \d+a?( |$)", one.article)] == []
    assert [one.message for one in found if re.search(r"\.\.|  |None|\bPlace\b", one.message)] == []


def test_every_field_is_one_of_the_facts_or_of_the_small_grants_form():
    of_form = {field.name for field in SmallGrant._meta.get_fields()}
    known = {*CompetitionFacts.__dataclass_fields__, *small_grant().__dataclass_fields__, *of_form, ""}

    assert {found.field for found in all_findings()} - known == set()


def test_the_severities_are_those_of_the_table():
    assert set(LegalSeverity.values) == {severity for _, severity in TABLE.values()}


@often
@given(st.data())
def test_no_half_filled_competition_breaks_a_rule(data):
    """Whatever an official has entered so far, every act gets an answer."""
    full = data.draw(st.sampled_from([lawful(), decided(), annulled(), decided(results=(result(),) * 3)]))
    entered = {
        name: getattr(full, name)
        for name in CompetitionFacts.__dataclass_fields__
        if name == "year" or data.draw(st.booleans(), label=name)
    }
    on = data.draw(st.dates(day("2023-11-01"), day("2024-03-01")))

    for act in (None, *Act):
        assert {found.rule for found in findings(CompetitionFacts(**entered), on, act)} <= set(TABLE)


def test_a_competition_is_judged_by_the_numbers_of_its_announcement():
    change = DatedFigure("closing_days", 30, day("2023-12-02"), "art. 13 ust. 1", confirmed=False)

    def is_refused(competition, on):
        found = findings(competition, day(on), table=(*TABLE_IN_FORCE, change))
        return any(one.rule == "R09" and one.severity == LegalSeverity.BLOCKS for one in found)

    announced, draft = lawful(), lawful(announced_at=None)

    assert [is_refused(announced, on) for on in ("2023-12-01", "2023-12-02")] == [False, False]
    assert [is_refused(draft, on) for on in ("2023-12-01", "2023-12-02")] == [False, True]

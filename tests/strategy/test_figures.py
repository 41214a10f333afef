"""The rows of an indicator as pages and files show them: spans in order, gaps, targets in words. No database."""

from decimal import Decimal

import pytest

from strategy.figures import basis_in_words, target_words
from strategy.models import Target
from strategy.progress import judge
from strategy.templatetags.measures import in_unit, sentence, unit

CHILDREN = "dziecko,dzieci,dzieci,dziecka"


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"kind": "reach", "value": 5000, "due_year": 2015}, "5 000 dzieci do roku 2015"),
        ({"kind": "minimum", "value": 1, "period": "quarter"}, "co najmniej 1 dziecko na kwartał"),
        ({"kind": "maximum", "value": Decimal("1.5")}, "co najwyżej 1,5 dziecka"),
        ({"kind": "band", "value": 25, "upper": 40, "period": "week"}, "od 25 do 40 dzieci na tydzień"),
        ({"kind": "minimum", "value": 30, "due_year": 2020}, "co najmniej 30 dzieci do roku 2020"),
    ],
)
def test_a_target_is_said_in_words(facts, words):
    facts = {name: Decimal(value) if name in ("value", "upper") else value for name, value in facts.items()}

    assert target_words(Target(**facts), CHILDREN).replace("\N{NO-BREAK SPACE}", " ") == words


def basis(**asked):
    judgement = judge(**asked)
    told = basis_in_words(judgement.inputs, judgement.ratio)
    return {name: [line.replace("\N{NO-BREAK SPACE}", " ") for line in lines] for name, lines in told}


def test_the_basis_of_a_judgement_tells_what_was_left_out_and_what_was_missing():
    told = basis(
        values={2010: "5", 2009: "3788", 2011: None, 2012: "13699"},
        statuses={2010: "provisional", 2012: "suspect"},
        unit="osoba,osoby,osób",
        reporting_year=2013,
    )

    assert told["Wartości"] == [
        "2009: 3 788 osób",
        "2010: 5 osób (wstępna)",
        "2011 (brak danych)",
        "2012: 13 699 osób (wątpliwa, pominięta)",
    ]
    assert told["Jednostka"] == ["osoby"]


def test_the_basis_tells_the_part_of_periods_that_kept_a_threshold():
    told = basis(
        values={"2013-Q1": "1", "2013-Q4": "2", "2013-Q2": "0"},
        thresholds=[("1", None, "quarter")],
        unit=CHILDREN,
        reporting_year=2013,
    )

    assert told["Wartości"] == [
        "I kwartał 2013: 1 dziecko",
        "II kwartał 2013: 0 dzieci",
        "IV kwartał 2013: 2 dzieci",
    ]
    assert told["Progi"] == ["co najmniej 1 dziecko na kwartał"]
    assert told["Część okresów, w których dotrzymano progu"] == ["0,667"]


def test_units_and_facts_as_templates_write_them():
    assert (unit("osoba,osoby,osób"), unit("%"), unit("")) == ("osoby", "%", "")
    assert in_unit(Decimal("97.4"), "%") == "97,4\N{NO-BREAK SPACE}%"
    assert in_unit(None, "%") == "brak danych"
    assert sentence("od 1 % (2009) do 2 % (2010), +1 pkt proc.") == "Od 1 % (2009) do 2 % (2010), +1 pkt proc."

"""Worked examples of the method, computed by the very function that judges the city's indicators."""

from dataclasses import dataclass
from functools import cache

from strategy.choices import Category, Direction, IndicatorKind, Period
from strategy.figures import basis_in_words
from strategy.progress import Judgement, judge

PEOPLE = "osoba,osoby,osób,osoby"
SUPPORTED = {2009: "3788", 2010: "4485", 2011: "4122", 2012: "4361", 2013: "4479"}
MEETINGS = {"2013-Q1": "1", "2013-Q2": "0", "2013-Q3": "2", "2013-Q4": "1"}
THROUGH = {2012: "4200", 2015: "5000"}
UNEMPLOYED = {2009: "10.1", 2010: "9.9", 2011: "10.4", 2012: "10.9", 2013: "10.2"}
RISING = {"direction": Direction.HIGHER, "unit": PEOPLE, "reporting_year": 2013}


@dataclass(frozen=True, slots=True)
class Example:
    """`step`: the step of the method that it shows."""

    step: int
    title: str
    judgement: Judgement

    @property
    def category(self) -> Category:
        return self.judgement.category

    @property
    def basis(self) -> list[tuple[str, list[str]]]:
        return basis_in_words(self.judgement.inputs, self.judgement.ratio)


@cache
def examples() -> list[Example]:
    """In the order of the method's steps."""
    output = {"kind": IndicatorKind.OUTPUT, "unit": PEOPLE, "reporting_year": 2013}
    suspect = {"statuses": {2011: "suspect"}}
    quarterly = {"thresholds": [("1", None, Period.QUARTER)], "unit": "raz,razy,razy,razu", "reporting_year": 2013}
    percent = {"direction": Direction.LOWER, "unit": "%", "reporting_year": 2013}
    return [
        Example(0, "Bez kierunku i bez celu", judge(values=SUPPORTED, **output)),
        Example(1, "Cel na prostej drodze", judge(values=SUPPORTED, targets={2015: "5000"}, **RISING)),
        Example(1, "Ten sam cel z celem pośrednim", judge(values=SUPPORTED, targets=THROUGH, **RISING)),
        Example(1, "Cel, którego rok minął", judge(values=SUPPORTED, targets={2013: "4600"}, **RISING)),
        Example(2, "Co najmniej raz na kwartał", judge(values=MEETINGS, **quarterly)),
        Example(3, "Sam kierunek", judge(values=SUPPORTED | {2011: "13699"}, **suspect, **RISING)),
        Example(3, "Sam kierunek, wskaźnik w procentach", judge(values=UNEMPLOYED, **percent)),
    ]

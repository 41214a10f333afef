"""The notice that a competition is annulled, art. 18a, in words."""

from competitions.choices import AnnulmentReason
from competitions.wording import blocks
from competitions.wording.announcing import THE_ACT
from competitions.wording.blocks import fact, facts, section, text_if
from competitions.wording.deciding import identity
from leszno_ngo.templatetags.leszno import day, number, plural

OFFERS = "ofertę,oferty,ofert"
POINTS = {AnnulmentReason.NO_OFFERS: "1", AnnulmentReason.NONE_COMPLIANT: "2"}


def annulment_content(competition):
    sections = [identity(competition), annulment(competition)]
    heading = "Unieważnienie otwartego konkursu ofert"
    return blocks.paper("annulment", heading, competition, competition.annulled_at, sections)


def annulment(competition):
    count = competition.submitted_count
    point = POINTS.get(competition.annulment_reason)
    return section(
        "annulment",
        "Unieważnienie",
        facts(
            fact("Data unieważnienia", day(competition.annulled_at) if competition.annulled_at else ""),
            fact("Powód", competition.get_annulment_reason_display()),
            fact("Podstawa prawna", f"art. 18a ust. 1 pkt {point} {THE_ACT}" if point else ""),
            fact("Złożono", "" if count is None else f"{number(count)} {plural(count, OFFERS)}"),
        ),
        text_if(competition.annulment_note, "Wyjaśnienie"),
    )

"""What a progress report says of competitions and grants; the strategy, which makes reports, knows nothing of them."""

from competitions.serving import serving_goals
from leszno_ngo import blocks
from leszno_ngo.templatetags.leszno import plural, zloty

COLUMNS = [("Konkursy", blocks.NUMBER), ("W ogłoszeniach", blocks.MONEY), ("Przyznano", blocks.MONEY)]
NONE = "Portal nie zna jeszcze konkursów, które służą tym celom."
ONCE = "Kwoty całych konkursów; konkurs, który służy kilku celom, jest przy każdym z nich, a w latach raz."


def grants_told(goals, moment):
    """Blocks: how much served each goal and in each year, by what was published before the moment."""
    serving = serving_goals(goals, before=moment)
    if serving.total is None:
        return [blocks.paragraph(NONE)]
    by_goal = [(str(goal), *words(grants)) for goal, grants in serving.goals]
    by_year = [(str(year), *words(grants)) for year, grants in serving.years]
    others = f" Bez konkursów: {serving.others} {plural(serving.others, 'cel,cele,celów')}." if serving.others else ""
    return [
        blocks.paragraph(f"{ONCE}{others}"),
        blocks.table("Konkursy i dotacje według celów", [("Cel", blocks.TEXT), *COLUMNS], by_goal),
        blocks.table(
            "Konkursy i dotacje w latach",
            [("Rok", blocks.TEXT), *COLUMNS],
            by_year,
            total=("Razem", *words(serving.total)),
        ),
    ]


def words(grants):
    granted = "jeszcze nie" if grants.granted is None else zloty(grants.granted)
    waits = f" ({grants.waiting} {plural(grants.waiting, 'czeka,czekają,czeka')} na wyniki)" if grants.waiting else ""
    return str(grants.competitions), zloty(grants.announced), granted if grants.granted is None else f"{granted}{waits}"

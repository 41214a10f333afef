"""A drawing may stand inside any page: nothing in it can run, refer to anything or outgrow a phone's patience."""

import gzip
import json
import subprocess
import sys
from dataclasses import replace

import pytest
from django.template.loader import render_to_string
from hypothesis import given, settings
from hypothesis import strategies as st

from leszno_ngo.settings import BASE_DIR
from strategy.charts import Drawing, indicator_line, render, spec_hash, stacked_counts, stage_bars
from strategy.choices import Category
from tests.strategy.drawings import SVG, Drawn

LONG = {year: 1000 + (year * 7919 % 977) for year in range(1990, 2101) if year % 6}
CHARTS = {
    "line": indicator_line(
        {2009: "3788", 2010: "13699", 2012: "4600", 2013: "4479"},
        name="Liczba podopiecznych MOPR",
        unit="osoba,osoby,osób",
        statuses={2010: "suspect"},
        targets={2012: "4200", 2015: "5000"},
    ),
    "band": indicator_line(
        {"2012-Q1": 30, "2012-Q2": 34, "2012-Q4": -20}, name="Zajęcia", thresholds=[(25, 40, "quarter")]
    ),
    "long": indicator_line(
        LONG, name="Długi szereg " * 20, unit="zł", targets={year: year for year in range(2092, 2101)}
    ),
    "bars": stage_bars([(2009, 40, 40), (2010, 15, "12.5"), (2012, 45, 45)], name="Rodzina"),
    "many bars": stage_bars([(year, "3.3", "3.1") for year in range(1995, 2026)], name="Rodzina"),
    "counts": stacked_counts(dict.fromkeys(Category, 3), name="Oceny wskaźników"),
}
TAGS = {"svg", "title", "desc", "g", "path", "circle", "text"}
ATTRIBUTES = {
    *(
        "class",
        "viewBox",
        "role",
        "aria-labelledby",
        "aria-describedby",
        "font-family",
        "font-size",
        "id",
        "d",
        "x",
        "y",
        "cx",
        "cy",
    ),
    *("r", "fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linejoin", "text-anchor"),
}
every_chart = pytest.mark.parametrize("chart", CHARTS.values(), ids=CHARTS)


@every_chart
def test_nothing_but_known_shapes_is_in_a_drawing(chart):
    drawn = Drawn(chart)

    elements = list(drawn.root.iter())
    assert {element.tag.removeprefix(SVG) for element in elements} - TAGS == set()
    assert {name for element in elements for name in element.attrib} - ATTRIBUTES == set()
    values = " ".join(value for element in elements for value in element.attrib.values())
    assert [sign for sign in ("url(", ":", "&", "\\", "data", "http") if sign in values] == []


@every_chart
def test_its_first_children_are_the_words_that_name_and_describe_it(chart):
    root = Drawn(chart).root

    title, description = root[0], root[1]
    assert (title.tag, description.tag) == (f"{SVG}title", f"{SVG}desc")
    assert (title.text, description.text) == (chart.title, chart.description)
    assert (root.get("role"), root.get("aria-labelledby"), root.get("aria-describedby")) == (
        "img",
        title.get("id"),
        description.get("id"),
    )


@every_chart
def test_a_drawing_is_small(chart):
    assert len(gzip.compress(render(chart).encode())) <= 3000


@every_chart
def test_no_mark_and_no_words_begin_outside_the_drawing(chart):
    drawn = Drawn(chart)

    width, height = map(float, drawn.root.get("viewBox").split()[2:])
    texts = [(float(text.get("x")), float(text.get("y"))) for text in drawn.root.iter(f"{SVG}text")]
    points = [point for name in ("point", "suspect") for point in drawn.circles(name)]
    corners = [point for name in ("line", "path", "target", "grid") for piece in drawn.pieces(name) for point in piece]
    places = texts + points + corners
    assert [place for place in places if not (0 <= place[0] <= width and 0 <= place[1] <= height)] == []


@every_chart
def test_the_same_chart_gives_the_same_bytes(chart):
    assert render(chart) == render(replace(chart))


def test_another_process_draws_the_same_and_loads_the_renderer_only_to_draw():
    program = (
        "import sys, json\n"
        "from strategy.charts import indicator_line, render, spec_hash\n"
        "chart = indicator_line({2009: 1, 2010: 2, 2012: 3}, name='Próba', targets={2015: 4})\n"
        "before = 'vl_convert' in sys.modules\n"
        "print(json.dumps([before, spec_hash(chart.spec), render(chart)]))\n"
    )
    ours = indicator_line({2009: 1, 2010: 2, 2012: 3}, name="Próba", targets={2015: 4})

    for seed in ("1", "2"):
        printed = run(program, seed)
        assert printed == [False, spec_hash(ours.spec), render(ours)]


def run(program, seed):
    command = [sys.executable, "-c", program]
    environment = {"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(filter(None, sys.path)), "PYTHONIOENCODING": "utf-8"}
    return json.loads(subprocess.run(command, cwd=BASE_DIR, env=environment, capture_output=True, check=True).stdout)


def test_the_hash_tells_apart_values_words_and_units_but_not_the_order_of_keys():
    def hashed(values, **more):
        return spec_hash(indicator_line(values, **{"name": "Liczba", **more}).spec)

    plain = hashed({2009: 1, 2010: 2})
    others = [
        hashed({2009: 1, 2010: "2.000001"}),
        hashed({2009: 1, 2011: 2}),
        hashed({2009: 1, 2010: 2}, name="Inna liczba"),
        hashed({2009: 1, 2010: 2}, unit="zł"),
        hashed({2009: 1, 2010: 2}, targets={2012: 3}),
        hashed({2009: 1, 2010: 2}, statuses={2010: "suspect"}),
        hashed({2009: 1, 2010: 2}, statuses={2010: "estimate"}),
    ]
    assert len({plain, *others}) == 8
    assert hashed({"2010": "2.0", "2009": 1}) == plain
    assert len(plain) == 64


def test_two_charts_on_one_page_have_ids_of_their_own():
    ids = [element.get("id") for chart in CHARTS.values() for element in Drawn(chart).root.iter() if element.get("id")]

    assert len(ids) == len(set(ids)) == 2 * len(CHARTS)


def test_words_from_people_stay_words():
    name = '</title><script>alert(1)</script> "x" & <a href="javascript:1">\x00\x1f\n'
    drawn = Drawn(indicator_line({2009: 1, 2010: 2}, name=name, unit="<b>zł</b>"))

    assert drawn.root[0].text.startswith('</title><script>alert(1)</script> "x" & <a href="javascript:1">')
    assert drawn.words("unit") == ["<b>zł</b>"]
    assert "<script" not in drawn.text


@settings(max_examples=25, deadline=None)
@given(
    name=st.text(min_size=1),
    unit=st.text(),
    values=st.dictionaries(st.integers(1990, 2100), st.decimals(-(10**14), 10**14, places=6), min_size=1, max_size=8),
)
def test_any_words_and_any_numbers_can_be_drawn(name, unit, values):
    drawn = Drawn(indicator_line(values, name=name, unit=unit))

    assert len(drawn.circles("point")) == len(values)
    assert drawn.root.find(f"{SVG}title").text


def test_what_has_no_chart_is_not_rendered():
    with pytest.raises(ValueError, match="nie ma jeszcze żadnej wartości"):
        render(indicator_line({}, name="Liczba"))


def test_a_page_shows_the_drawing_itself_with_a_caption_and_a_unit():
    drawing = render(CHARTS["bars"])
    page = render_to_string("strategy/chart.html", {"drawing": drawing, "caption": "Etapy", "unit": "pkt proc."})

    assert drawing in page
    assert "<figcaption>Etapy (jednostka: pkt proc.)</figcaption>" in page


@pytest.mark.parametrize(
    ("ours", "foreign"),
    [
        ("</svg>", "<script>alert(1)</script></svg>"),
        ("<g ", '<g onclick="alert(1)" '),
        ("<g ", '<g style="fill:red" '),
        ("<g ", '<g href="https://example.org" '),
        ('fill="none"', 'fill="url(#x)"'),
        ("<circle ", '<image href="x" '),
        ("<svg ", '<svg onload="alert(1)" '),
        ("</svg>", "</svg><p>dalej</p>"),
    ],
)
def test_a_kept_drawing_that_somebody_changed_is_refused_and_never_written_as_it_is(ours, foreign):
    changed = render(CHARTS["line"]).replace(ours, foreign, 1)

    assert changed != render(CHARTS["line"])
    with pytest.raises(ValueError, match="not a drawing"):
        Drawing.read(changed)
    page = render_to_string("strategy/chart.html", {"drawing": Drawing(changed), "caption": "Etapy", "unit": ""})
    assert "<svg" not in page

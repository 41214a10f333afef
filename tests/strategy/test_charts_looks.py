"""The colours of charts: one name for a drawing and the style sheet, seen on light and dark paper."""

import re

import pytest

from leszno_ngo.settings import BASE_DIR
from strategy.charts import indicator_line, stacked_counts, stage_bars
from strategy.charts.drawing import LOOKS
from strategy.choices import Category
from tests.strategy.drawings import Drawn

CSS = BASE_DIR / "static" / "css"


def sheet(name):
    return re.sub(r"/\*.*?\*/", "", (CSS / name).read_text(), flags=re.DOTALL)


def tokens(css):
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6});", css))


LIGHT = tokens(sheet("tokens.css"))
DARK = LIGHT | tokens(sheet("site.css").partition("prefers-color-scheme: dark")[2].partition("@layer base")[0])
PAGE, FORCED = sheet("charts.css").split("@media (forced-colors: active)")
FAINT = {"grid"}  # only leads the eye; the numbers beside it say the same
FILLED_LIKE_PAPER = {"suspect", "planned", "tone-none"}  # their outline is what is seen


def rules(css):
    """{name of a layer: {property: value}}."""
    found = {}
    for selectors, body in re.findall(r"([^{}]+)\{([^{}]*)\}", css):
        declarations = dict(re.findall(r"([\w-]+):\s*([^;]+);", body))
        for name in re.findall(r"\.chart-([\w-]+)", selectors):
            found.setdefault(name, {}).update(declarations)
    return found


def colour(value, palette):
    token = re.fullmatch(r"var\(--([\w-]+)\)", value)
    return palette[token[1]] if token else value


def luminance(colour):
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    low, high = sorted([luminance(one), luminance(other)])
    return (high + 0.05) / (low + 0.05)


def names():
    return {name.replace("_", "-") for name in LOOKS}


def test_every_layer_that_is_drawn_is_known_to_the_style_sheet_and_the_other_way_round():
    charts = [
        indicator_line({2009: 5, 2010: -1, 2011: 2, 2013: 4}, name="A", unit="zł", statuses={2011: "suspect"}),
        indicator_line({2009: 500, 2010: 800, 2012: 900}, name="B", targets={2011: 850, 2015: 1000}),
        indicator_line({2009: 500, 2010: 800}, name="C", thresholds=[(400, 900, "")]),
        stage_bars([(2009, 40, 30)], name="D"),
        stacked_counts(dict.fromkeys(Category, 1), name="E"),
    ]
    drawn = {layer for chart in charts for layer in Drawn(chart).layers()}

    assert drawn == names()
    assert names() == set(rules(PAGE)) - {"figure"}
    assert names() == set(rules(FORCED))


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_every_mark_stands_out_from_the_paper_and_every_word_more(palette):
    looks = {name: rules(PAGE)[name] for name in names() - FAINT}
    shapes = {
        name: colour(look.get("stroke", look.get("fill")), palette)
        for name, look in looks.items()
        if "label" not in name
    }
    words = {
        name: colour(look["fill"], palette)
        for name, look in looks.items()
        if "label" in name or name in ("tick", "year", "unit", "side", "value")
    }

    assert {name for name, seen in shapes.items() if contrast(seen, palette["paper"]) < 3} == set()
    assert {name for name, seen in words.items() if contrast(seen, palette["paper"]) < 4.5} == set()
    assert len(shapes) + len(words) > len(looks)


def test_the_drawings_own_colours_are_those_of_light_paper():
    own = {
        (name.replace("_", "-"), part): look[part]
        for name, look in LOOKS.items()
        for part in ("fill", "stroke")
        if look.get(part, "none") != "none"
    }
    page = {
        (name, part): colour(value, LIGHT)
        for name, look in rules(PAGE).items()
        for part, value in look.items()
        if part in ("fill", "stroke") and not (part == "stroke" and "label" in name)
    }

    assert own == page


def test_the_sheet_keeps_to_tokens_and_plain_rules():
    css = sheet("charts.css")

    assert re.findall(r"#[0-9a-f]{3,8}\b|rgba?\(|hsla?\(|url\(|!important|@import", css) == []
    assert set(re.findall(r"var\(--([\w-]+)", css)) - set(re.findall(r"--([\w-]+):", sheet("tokens.css"))) == set()


def test_on_a_page_the_font_is_the_pages():
    assert re.search(r"\.chart \{[^}]*font-family: inherit;", PAGE)


def test_forced_colours_are_the_systems():
    values = {value for look in rules(FORCED).values() for part, value in look.items() if part in ("fill", "stroke")}

    assert values == {"Canvas", "CanvasText"}
    assert {name for name in FILLED_LIKE_PAPER if rules(FORCED)[name]["fill"] != "Canvas"} == set()

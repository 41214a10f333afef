"""The frame of every page, forms whose parts are linked, and a style sheet that keeps its own rules."""

import datetime as dt
import re

import pytest
import tinyhtml5
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.conf import settings as portal_settings
from django.template import Context, Template
from fontTools.ttLib import TTFont

CSS = portal_settings.BASE_DIR / "static" / "css"
FONTS = portal_settings.BASE_DIR / "static" / "fonts"
POLISH = "ĄĆĘŁŃÓŚŹŻąćęłńóśźż„”–…§→−×€"


def words(element):
    return " ".join("".join(element.itertext()).split())


def parsed(html):
    return tinyhtml5.parse(html, namespace_html_elements=False)


# ── The frame ───────────────────────────────────────────────────────────────────────────────────────────────────────


def frame(client, path="/deklaracja-dostepnosci/"):
    return parsed(client.get(path).content.decode())


def test_a_preview_says_on_the_page_which_day_it_shows_and_how_to_leave_it(client, db, settings):
    settings.PORTAL_DATE = dt.date(2023, 12, 1)

    banner = frame(client).find(".//aside[@class='preview']")

    assert words(banner) == (
        "Podgląd. Portal pokazuje stan na 1 grudnia 2023 r. "
        "Aby zobaczyć dzisiejszy dzień, uruchom go poleceniem PORTAL_DATE= bin/run"
    )
    assert banner.find(".//time").get("datetime") == "2023-12-01"


def test_the_real_day_has_no_banner(client, db):
    assert frame(client).find(".//aside[@class='preview']") is None


def test_the_first_link_of_a_page_leads_to_its_content(client, db):
    page = frame(client)

    first = next(page.iter("a"))
    assert words(first) == "Przejdź do treści"
    assert page.find(f".//*[@id='{first.get('href').removeprefix('#')}']").tag == "main"


def test_the_menu_names_the_ways_in_and_marks_where_one_is(client, db):
    menu = frame(client, "/wydzialy/").find(".//nav[@class='site-nav']")

    assert [(words(link), link.get("href"), link.get("aria-current")) for link in menu.iter("a")] == [
        ("Konkursy", "/konkursy/", None),
        ("Harmonogram", "/harmonogram/", None),
        ("Wyniki", "/wyniki/", None),
        ("Małe granty", "/male-granty/", None),
        ("Zadania priorytetowe", "/zadania-priorytetowe/", None),
        ("Wydziały", "/wydzialy/", "page"),
        ("Strategia", "/strategia/", None),
    ]


def test_the_footer_leads_to_the_generator_the_issues_and_the_statement(client, db, settings):
    settings.GENERATOR_URL = "https://generator.example"

    links = frame(client).findall(".//footer//nav//a")

    assert [(words(link), link.get("href")) for link in links] == [
        ("Generator ofert (tu składa się oferty)", "https://generator.example"),
        ("Uwagi do danych", "/dane/uwagi/"),
        ("Deklaracja dostępności", "/deklaracja-dostepnosci/"),
    ]


# ── Forms ───────────────────────────────────────────────────────────────────────────────────────────────────────────


class AnnulmentForm(forms.Form):
    reason = forms.CharField(
        label="Powód unieważnienia",
        help_text="Jednym zdaniem.",
        error_messages={"required": "Podaj powód unieważnienia."},
    )
    day = forms.DateField(
        label="Dzień",
        required=False,
        error_messages={"invalid": "Wpisz dzień, na przykład 5.01.2024."},
    )
    form = forms.ChoiceField(
        label="Forma zlecenia",
        choices=[("support", "wspieranie"), ("entrustment", "powierzenie")],
        widget=forms.RadioSelect,
        help_text="Jedna z dwóch.",
        error_messages={"required": "Wybierz formę zlecenia."},
    )
    checked = forms.BooleanField(
        label="Treść jest sprawdzona", error_messages={"required": "Potwierdź, że treść jest sprawdzona."}
    )
    version = forms.CharField(widget=forms.HiddenInput, required=False)

    helper = FormHelper()
    helper.add_input(Submit("annul", "Unieważnij"))

    def clean(self):
        raise forms.ValidationError("Tego konkursu nie można już unieważnić.")


WRONG = {"day": "jutro"}
BY_TAG = "{% load crispy_forms_tags %}{% crispy form %}"
BY_FILTER = "{% load crispy_forms_tags %}<form>{{ form|crispy }}</form>"


def rendered(form, template=BY_TAG):
    return parsed(Template(template).render(Context({"form": form, "csrf_token": "x"})))


def by_id(page):
    return {element.get("id"): element for element in page.iter() if element.get("id")}


@pytest.mark.parametrize("template", [BY_TAG, BY_FILTER])
def test_each_input_is_tied_to_its_label_hint_and_error(template):
    page = rendered(AnnulmentForm(WRONG), template)
    parts = by_id(page)

    def described(element):
        return [words(parts[name]) for name in element.get("aria-describedby", "").split()]

    labels = {label.get("for"): words(label) for label in page.iter("label")}
    inputs = {name: parts[f"id_{name}"] for name in ("reason", "day", "checked")}
    assert {name: labels[element.get("id")] for name, element in inputs.items()} == {
        "reason": "Powód unieważnienia",
        "day": "Dzień (nieobowiązkowe)",
        "checked": "Treść jest sprawdzona",
    }
    assert {name: described(element) for name, element in inputs.items()} == {
        "reason": ["Jednym zdaniem.", "Błąd: Podaj powód unieważnienia."],
        "day": ["Błąd: Wpisz dzień, na przykład 5.01.2024."],
        "checked": ["Błąd: Potwierdź, że treść jest sprawdzona."],
    }
    assert {element.get("aria-invalid") for element in inputs.values()} == {"true"}
    group = page.find(".//fieldset")
    assert (words(group.find("legend")), described(group)) == (
        "Forma zlecenia",
        ["Jedna z dwóch.", "Błąd: Wybierz formę zlecenia."],
    )


@pytest.mark.parametrize("template", [BY_TAG, BY_FILTER])
def test_the_error_summary_stands_first_takes_the_focus_and_leads_to_the_fields(template):
    page = rendered(AnnulmentForm(WRONG), template)
    parts = by_id(page)
    summary = page.find(".//*[@role='group']")

    assert (summary.get("tabindex"), summary.get("autofocus")) == ("-1", "")
    assert words(parts[summary.get("aria-labelledby")]) == "Popraw te miejsca"
    assert [words(item) for item in summary.iter("li")] == [
        "Tego konkursu nie można już unieważnić.",
        "Podaj powód unieważnienia.",
        "Wpisz dzień, na przykład 5.01.2024.",
        "Wybierz formę zlecenia.",
        "Potwierdź, że treść jest sprawdzona.",
    ]
    targets = [link.get("href").removeprefix("#") for link in summary.iter("a")]
    assert [parts[target].get("name") for target in targets] == ["reason", "day", "form", "checked"]
    order = list(page.iter())
    assert order.index(summary) < order.index(parts["id_reason"])


def test_a_form_nobody_sent_shows_no_errors():
    page = rendered(AnnulmentForm())

    assert page.find(".//*[@role='group']") is None
    assert {element.get("aria-invalid") for element in page.iter("input")} == {None}


def test_a_filter_does_not_call_its_fields_optional():
    class Filter(AnnulmentForm):
        says_optional = False

    page = rendered(Filter())

    assert [words(label) for label in page.iter("label") if label.get("for") == "id_day"] == ["Dzień"]


def test_a_form_is_sent_with_its_token_and_checked_by_the_portal_not_the_browser():
    form = rendered(AnnulmentForm()).find(".//form")

    assert (form.get("method"), form.get("novalidate")) == ("post", "")
    assert [field.get("name") for field in form.iter("input") if field.get("type") == "hidden"] == [
        "csrfmiddlewaretoken",
        "version",
    ]
    assert [(button.get("name"), words(button)) for button in form.iter("button")] == [("annul", "Unieważnij")]


# ── The style sheets ────────────────────────────────────────────────────────────────────────────────────────────────


def sheet(name):
    """A style sheet without its comments."""
    return re.sub(r"/\*.*?\*/", "", (CSS / name).read_text(), flags=re.DOTALL)


def tokens(css):
    return dict(re.findall(r"(--[\w-]+):\s*([^;]+);", css))


LIGHT = tokens(sheet("tokens.css"))
DARK = LIGHT | tokens(sheet("site.css").partition("prefers-color-scheme: dark")[2].partition("@layer base")[0])


def test_a_colour_that_is_not_a_token_does_not_exist():
    after_tokens = sheet("site.css").partition("@layer base")[2]

    assert re.findall(r"#[0-9a-f]{3,8}\b|rgba?\(|hsla?\(|oklch\(", after_tokens) == []


def test_every_token_that_is_used_is_defined_and_every_defined_one_is_used():
    ours = ["tokens.css", "site.css", "paper.css"]  # the desk's sheets wear the colours of Django's admin
    used = set(re.findall(r"var\((--[\w-]+)", "".join(map(sheet, ours))))

    assert used - {"--tone", "--tone-soft"} == set(LIGHT)


def test_the_sheet_keeps_to_plain_rules():
    css = sheet("site.css")

    assert re.findall(r"!important|@import|url\(\"?data:", css) == []
    assert re.findall(r"^\s*[^{}@]*#[\w-]+[^{}]*\{", css.partition("@layer base")[2], re.MULTILINE) == []
    assert len((CSS / "site.css").read_text().splitlines()) <= 900


def luminance(colour):
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    low, high = sorted([luminance(one), luminance(other)])
    return (high + 0.05) / (low + 0.05)


TEXT_PAIRS = [
    *[(ink, ground) for ink in ("--ink", "--ink-soft", "--accent", "--bad") for ground in ("--paper", "--surface")],
    *[(f"--{tone}", f"--{tone}-soft") for tone in ("good", "info", "warn", "bad")],
    *[("--ink", f"--{tone}-soft") for tone in ("accent", "good", "info", "warn", "bad")],
    ("--accent-ink", "--accent"),
    ("--accent-ink", "--accent-strong"),
    ("--accent-strong", "--paper"),
    ("--band-ink", "--band"),
]
SHAPE_PAIRS = [("--line-strong", "--paper"), ("--focus", "--paper"), ("--band-mark", "--band")]


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_text_and_shapes_stand_out_from_their_ground(palette):
    faint_text = [pair for pair in TEXT_PAIRS if contrast(palette[pair[0]], palette[pair[1]]) < 4.5]
    faint_shapes = [pair for pair in SHAPE_PAIRS if contrast(palette[pair[0]], palette[pair[1]]) < 3]

    assert (faint_text, faint_shapes) == ([], [])


# ── The font ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("style", ["Regular", "Bold", "Italic"])
@pytest.mark.parametrize("kind", ["ttf", "woff2"])
def test_each_face_is_one_file_with_every_polish_letter_under_our_own_name(style, kind):
    font = TTFont(FONTS / f"LesznoSans-{style}.{kind}")

    assert set(POLISH) - {chr(code) for code in font.getBestCmap()} == set()
    names = {record.nameID: str(record) for record in font["name"].names}
    assert (names[1], names[2]) == ("Leszno Sans", style)
    assert [name_id for name_id in (1, 3, 4, 6) if "lato" in names[name_id].lower()] == []  # the name is reserved
    assert names[13].strip() == (
        "Copyright (c) 2011-2014 by tyPoland Lukasz Dziedzic (http://www.typoland.com/) with Reserved Font Name "
        '"Lato". Licensed under the SIL Open Font License, Version 1.1 (http://scripts.sil.org/OFL).'
    )


def test_figures_of_a_table_can_be_of_equal_width_and_letters_are_kerned():
    font = TTFont(FONTS / "LesznoSans-Regular.ttf")

    features = {
        record.FeatureTag for table in ("GSUB", "GPOS") for record in font[table].table.FeatureList.FeatureRecord
    }

    assert {"tnum", "kern"} - features == set()

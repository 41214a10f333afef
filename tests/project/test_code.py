"""Rules that every module, template and style sheet keeps."""

import ast
import re

from tests.project.sources import ending, modules_of_tests, product_modules, templates, texts

NAMES_THAT_SAY_NOTHING = {"base", "common", "helper", "helpers", "misc", "service", "services", "util", "utils"}
DATE_TYPES = {"date", "datetime", "dt.date", "dt.datetime", "datetime.date", "datetime.datetime"}
CLOCKS = {
    *(f"{kind}.{reading}" for kind in DATE_TYPES for reading in ("now", "today", "utcnow")),
    *("timezone.now", "timezone.localdate", "time.time", "time.localtime", "time.gmtime"),
}
CLOCK_IMPORTS = {("django.utils.timezone", "now"), ("django.utils.timezone", "localdate"), ("time", "time")} | {
    ("django.db.models.functions", "Now")
}
TRUSTED_HTML = re.compile(r"mark_safe|SafeString|SafeData|__html__|\|\s*safe\b|autoescape off")
CLEANING = {"leszno_ngo/formatting.py", "strategy/charts/drawing.py"}  # texts of officials; drawings of charts
INLINE = re.compile(r"\sstyle=[\"']|<style|<script(?![^>]*\ssrc=)|javascript:|unsafe-inline")
HANDLER = re.compile(r"\son[a-z]+=")
SHOUT = re.compile("!" + "important")
SELECTED_BY_ID = re.compile(r"(^|[\s,>+~}])#[a-zA-Z][\w-]*[^;{]*{")
REMINDER = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X|HA" + r"CK)\b")
REGISTRY = re.compile(r"(pypi|pythonhosted|npmjs|yarnpkg|debian|docker|ghcr)\." + r"(org|com|io)\b")
SOMEBODYS_MACHINE = re.compile(r"(?<![\w.~])/(home|root|Users|work|opt/pypi)/" + r"|\b[A-Z]:\\Users")


def imported_names(source):
    """(module, name) of every „from module import name”."""
    for node in source.nodes(ast.ImportFrom):
        yield from ((node.module, alias.name) for alias in node.names)


def functions(source):
    return source.nodes(ast.FunctionDef, ast.AsyncFunctionDef)


def test_no_module_is_longer_than_500_lines():
    modules = product_modules() + modules_of_tests()

    assert {str(source): len(source.lines) for source in modules if len(source.lines) > 500} == {}


def test_no_function_is_longer_than_40_lines():
    lengths = {
        source.at(function.lineno): function.end_lineno - function.lineno + 1
        for source in product_modules()
        for function in functions(source)
    }

    assert {place: length for place, length in lengths.items() if length > 40} == {}


def test_every_module_is_named_for_what_it_does():
    folders_and_names = [(source, {*source.path.parent.parts, source.path.stem}) for source in product_modules()]

    assert [str(source) for source, names in folders_and_names if names & NAMES_THAT_SAY_NOTHING] == []


def test_nothing_happens_by_signal():
    signals = {"django.db.models.signals", "django.dispatch", "django.core.signals", "django.contrib.auth.signals"}

    assert [
        str(source) for source in product_modules() if signals & {module for module, _ in imported_names(source)}
    ] == []


def test_no_model_overrides_save_or_delete():
    models = [source for source in product_modules() if "/models" in str(source)]
    overrides = [
        source.at(function.lineno)
        for source in models
        for function in functions(source)
        if function.name in ("save", "delete")
    ]

    assert overrides == []


def test_only_the_clock_reads_the_time():
    readings = []
    for source in product_modules():
        if str(source) == "leszno_ngo/clock.py":
            continue
        readings += [source.at(node.lineno) for node in source.nodes(ast.Attribute) if ast.unparse(node) in CLOCKS]
        readings += [str(source) for pair in imported_names(source) if pair in CLOCK_IMPORTS]
        readings += [
            source.at(node.value.lineno)
            for node in source.nodes(ast.keyword)
            if node.arg in ("auto_now", "auto_now_add")
        ]
    readings += [place for template in templates() for place in template.matches(re.compile(r"{%\s*now\b"))]

    assert readings == []


def test_an_import_inside_a_function_gives_its_reason_on_the_line():
    unexplained = [
        source.at(node.lineno)
        for source in product_modules()
        for function in functions(source)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom) and "# " not in source.lines[node.lineno - 1]
    ]

    assert unexplained == []


def test_a_raw_piece_of_html_is_trusted_only_when_it_was_just_cleaned():
    sources = [source for source in product_modules() + templates() if str(source) not in CLEANING]
    cleaning = [line for source in product_modules() for line in source.lines if "mark_safe(" in line]

    assert [place for source in sources for place in source.matches(TRUSTED_HTML)] == []
    assert [line.split("#")[0].strip() for line in cleaning] == ["return mark_safe(clean.strip())"]


def test_no_page_holds_inline_style_or_script():
    markup = templates() + ending(".svg", under=["static/"])

    assert [place for source in markup + product_modules() for place in source.matches(INLINE)] == []
    assert [place for source in markup for place in source.matches(HANDLER)] == []


def test_no_style_sheet_shouts_another_down():
    assert [place for sheet in ending(".css", under=["static/"]) for place in sheet.matches(SHOUT)] == []


def test_no_style_sheet_selects_by_id():
    ours = [sheet for sheet in ending(".css", under=["static/"]) if sheet.path.name != "desk.css"]  # Django's own ids

    assert [place for sheet in ours for place in sheet.matches(SELECTED_BY_ID)] == []


def test_nothing_is_put_off_in_a_comment():
    assert [place for source in texts() if "LICENSE" not in str(source) for place in source.matches(REMINDER)] == []


def test_no_file_names_a_registry():
    assert [place for source in texts() for place in source.matches(REGISTRY)] == []


def test_no_file_names_a_place_on_somebodys_machine():
    assert [place for source in texts() for place in source.matches(SOMEBODYS_MACHINE)] == []


def test_no_test_is_skipped_or_fools_our_own_code():
    forbidden = re.compile(
        r"unittest"
        + r"\.mock|from unittest import mo"
        + r"ck|importor"
        + r"skip|pytest\.sk"
        + r"ip|mark\.(sk"
        + r"ip|xf"
        + r"ail)"
    )

    assert [place for source in modules_of_tests() for place in source.matches(forbidden)] == []

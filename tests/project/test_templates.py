"""Every template has a reader."""

import re
from pathlib import Path

import crispy_forms
from django.conf import settings
from django.template import engines

from tests.project.sources import ROOT, product_modules, templates

BY_DJANGO_ITSELF = {"400.html", "403.html", "403_csrf.html", "404.html", "500.html"}


def named_templates():
    """Every „….html” in quotes in the code, the templates and the settings."""
    return {
        name
        for source in product_modules() + templates()
        for name in re.findall(r"""["']([\w/.-]+\.html)["']""", source.text)
    }


def asked_for_by_crispy(name):
    """crispy-forms puts the pack's name before the names it has in its code."""
    pack, _, rest = name.partition("/")
    sources = Path(crispy_forms.__file__).parent.rglob("*.py")
    return pack == settings.CRISPY_TEMPLATE_PACK and any(f"/{rest}" in path.read_text() for path in sources)


def stands_before_a_librarys(name):
    loaders = engines["django"].engine.template_loaders
    origins = [origin for loader in loaders for origin in loader.get_template_sources(name)]
    return any(
        Path(origin.name).exists() and not Path(origin.name).is_relative_to(ROOT / "templates") for origin in origins
    )


def for_every_model(name):
    """The admin looks for „admin/app/model/….html” before its own „admin/….html”."""
    parts = name.split("/")
    return f"admin/{parts[-1]}" if parts[0] == "admin" and len(parts) == 4 else name


def test_every_template_is_used():
    names = {str(source).removeprefix("templates/") for source in templates()}
    unnamed = names - named_templates() - BY_DJANGO_ITSELF

    assert {
        name
        for name in unnamed
        if not asked_for_by_crispy(name) and not stands_before_a_librarys(for_every_model(name))
    } == set()


def test_every_named_template_exists():
    ours = {
        name
        for name in named_templates()
        if name.partition("/")[0] in {path.name for path in (ROOT / "templates").iterdir()}
    }

    missing = ours - {str(source).removeprefix("templates/") for source in templates()}

    assert {name for name in missing if not stands_before_a_librarys(name)} == set()


LANDMARK = re.compile(r"""<(?:(?:section|nav|aside)\b|div\b(?=[^>]*role="region"))[^>]*\baria-labelledby="([^"]+)\"""")


def test_no_two_landmarks_of_a_template_share_their_name():
    named = {str(source): LANDMARK.findall(source.text) for source in templates()}

    assert sum(map(len, named.values())) > 20
    assert {path: names for path, names in named.items() if len(names) != len(set(names))} == {}

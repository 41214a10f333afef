"""Paper: a template and its context in, the bytes of a PDF/UA-1 file out. The only module that knows WeasyPrint.

WeasyPrint and the system libraries under it are loaded when the first page is made, so the site runs without them.
"""

import atexit
import ctypes
import logging
import mimetypes
import re
import threading
from pathlib import Path
from urllib.parse import unquote

from django.contrib.staticfiles import finders
from django.core.exceptions import SuspiciousFileOperation
from django.template.loader import render_to_string

logger = logging.getLogger(__name__)

APT_LINE = "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
MISSING = (
    "Na serwerze brakuje bibliotek do tworzenia plików PDF. "
    f"Administrator instaluje je poleceniem: {APT_LINE} – i uruchamia portal od nowa; dokument wykona się wtedy sam."
)
LIBRARIES = {
    "libpango-1.0-0": ("libpango-1.0.so.0", "libpango-1.0.dylib"),
    "libpangoft2-1.0-0": ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib"),
    "libharfbuzz-subset0": ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib"),
}
SHEETS = ("css/tokens.css", "css/paper.css")  # under every paper; one with looks of its own links more
kept = threading.local()  # Pango's fonts are not to be shared by threads
STATIC = "https://static.invalid/"  # what a template's "img/mark.svg" is relative to; no such host can exist


class MissingLibrariesError(Exception):
    """This machine cannot make PDFs; the message is MISSING and says what to install."""


class ForeignAddressError(Exception):
    """A document refers to something that is not one of our own static files."""


class Pdf(bytes):
    """The file's bytes, which also know on how many pages they print."""

    pages: int


def missing_libraries():
    """Debian's names of the system libraries that cannot be loaded."""
    return [package for package, names in LIBRARIES.items() if not any(map(loads, names))]


def loads(name):
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def render_pdf(template, context) -> Pdf:
    """Lay the template out on paper as paper.css says. What more it links is relative to the static files.

    The same template and context give the same bytes: the only moments in the file are those the template names.
    """
    weasyprint = load_weasyprint()
    html = html_of(weasyprint)(
        string=render_to_string(template, context), base_url=STATIC, url_fetcher=static_files_only(weasyprint)
    )
    try:
        document = html.render(**style(weasyprint), pdf_variant="pdf/ua-1")
        pdf = Pdf(document.write_pdf(pdf_variant="pdf/ua-1", finisher=margins_to_artifacts))
    except weasyprint.urls.FatalURLFetchingError as error:
        logger.error("Refused to make %s: %s", template, error)
        raise ForeignAddressError(str(error)) from error
    pdf.pages = len(document.pages)
    return pdf


def style(weasyprint):
    """Our type and our sheets, as render() takes them, read once a thread."""
    if not hasattr(kept, "style"):
        fonts, counters = weasyprint.text.fonts.FontConfiguration(), weasyprint.css.counters.CounterStyle()
        tokens, sheet = (Path(finders.find(name)).read_text("utf-8") for name in SHEETS)
        sheet = weasyprint.CSS(
            string=tokens + with_values(sheet, tokens),
            base_url=STATIC + SHEETS[-1],
            url_fetcher=static_files_only(weasyprint),
            font_config=fonts,
            counter_style=counters,
        )
        atexit.register(vars(kept).clear)  # the folder of the fonts goes while there is a Python to remove it
        kept.style = {"stylesheets": [sheet], "font_config": fonts, "counter_style": counters}
    return kept.style


def with_values(sheet, tokens):
    """The sheet with each var() replaced by its value: looked up while styles are computed, they take longer."""
    values = dict(re.findall(r"(--[\w-]+):\s*([^;]+);", tokens))
    return re.sub(r"var\((--[\w-]+)\)", lambda name: values[name[1]], sheet)


def margins_to_artifacts(document, pdf):
    """Mark as artifacts what stands in the margins of the pages: a reader of tagged PDFs goes past it.

    WeasyPrint tags that text and puts it nowhere in the structure tree, which PDF/UA-1 (7.1) takes for untagged.
    """

    def at(reference):
        return pdf.objects[int(reference.split()[0])]

    def walk(element):
        yield element.number
        for child in element["K"]:
            if isinstance(child, bytes) and at(child).get("Type") == "/StructElem":
                yield from walk(at(child))

    root = at(pdf.catalog["StructTreeRoot"])
    in_tree = {number for top in root["K"] for number in walk(at(top))}
    numbers = at(root["ParentTree"])["Nums"]  # a page, the elements of its pieces, the next page …
    for page, pieces in zip(map(at, pdf.page_references), numbers[1::2], strict=False):  # behind the pages come links
        orphans = {piece for piece, element in enumerate(pieces) if at(element).number not in in_tree}
        stream = at(page["Contents"]).stream
        for place, part in enumerate(stream):
            if isinstance(part, dict) and part.get("MCID") in orphans:
                stream[place - 1 : place + 1] = ["/Artifact", b"<</Type /Pagination>>"]
                pieces[part["MCID"]] = b"null"


def load_weasyprint():
    try:
        import weasyprint  # slow, and needs libraries that a machine may lack
    except OSError as error:
        raise MissingLibrariesError(MISSING) from error
    return weasyprint


def html_of(weasyprint):
    """HTML whose elements are what paper.css makes them, and nothing besides.

    WeasyPrint's own sheet under it, with forms, five kinds of notes and sixteen margins of a page, takes a tenth of the
    time of a paper. There is no option to leave it out; the library's own tests replace it by this very method.
    """

    class Html(weasyprint.HTML):
        def _ua_stylesheets(self, forms=False):
            return []

    return Html


def static_files_only(weasyprint):
    """A fetcher that serves our own static files and stops the making of a document that asks for anything else."""

    class StaticFilesOnly(weasyprint.urls.URLFetcher):
        def fetch(self, url, headers=None):
            path = static_file(url)
            if path is None:
                raise weasyprint.urls.FatalURLFetchingError(f"{url[:200]} is not one of our static files")
            kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
            return weasyprint.urls.URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind})

    return StaticFilesOnly()


def static_file(url):
    """Where the file of this address lies; None when it is not ours."""
    if not url.startswith(STATIC):
        return None
    try:
        found = finders.find(unquote(url.removeprefix(STATIC)))
    except SuspiciousFileOperation:
        return None
    return Path(found) if found else None

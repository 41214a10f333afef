"""Paper: tagged, in our own type, the same each time, and made of nothing but our own files."""

import ctypes
import hashlib
import http.server
import io
import os
import re
import subprocess
import sys
import threading

import pikepdf
import pytest
from django.conf import settings as portal_settings
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

from leszno_ngo import formatting, pdf
from leszno_ngo.checks import pdf_libraries

PAGE = """<!doctype html><html lang="pl"><head><title>Próba</title>{head}</head>
<body><h1>Zażółć gęślą jaźń</h1>{body}</body></html>"""
POLISH = "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ„”–"


@pytest.fixture
def printed(settings, tmp_path):
    """Prints a page with this in its body and head."""
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": [tmp_path]}]

    def print_page(body="", head=""):
        (tmp_path / "page.html").write_text(PAGE.format(body=body, head=head), "utf-8")
        return pdf.render_pdf("page.html", {})

    return print_page


@pytest.fixture
def web_server():
    """Any web server on this machine, and the list of what it was asked for."""
    asked = []

    class Answer(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *args):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/", asked
        server.shutdown()


def opened(content):
    return pikepdf.open(io.BytesIO(content))


def elements(tagged, kind):
    """Every structure element of this kind, in reading order."""

    def walk(node):
        if isinstance(node, pikepdf.Dictionary) and "/S" in node:
            if kind == node.S:
                yield node
            children = node.get("/K", [])
            for child in children if isinstance(children, pikepdf.Array) else [children]:
                yield from walk(child)

    for top in tagged.Root.StructTreeRoot.K:
        yield from walk(top)


def fonts_of(tagged):
    fonts = {}
    for page in tagged.pages:
        fonts |= {str(font.BaseFont).lstrip("/").partition("+")[2]: font for font in page.Resources.Font.values()}
    return fonts


def test_a_page_is_a_tagged_polish_document_that_says_it_is_accessible(printed):
    content = printed()

    with opened(content) as tagged, tagged.open_metadata() as metadata:
        assert content.pages == len(tagged.pages) == 1
        assert str(tagged.Root.Lang) == "pl"
        assert str(tagged.docinfo.Title) == metadata["dc:title"] == "Próba"
        assert tagged.Root.MarkInfo.Marked
        assert tagged.Root.ViewerPreferences.DisplayDocTitle
        assert metadata["pdfuaid:part"] == "1"
        assert len(list(elements(tagged, "/H1"))) == 1


def test_a_page_is_set_in_our_own_type_and_carries_it(printed):
    with opened(printed("<p>zwykłe <strong>grube</strong> <em>pochyłe</em></p>")) as tagged:
        fonts = fonts_of(tagged)

        assert set(fonts) == {"Leszno-Sans", "Leszno-Sans-Bold", "Leszno-Sans-Italic"}
        assert all("/FontFile2" in font.DescendantFonts[0].FontDescriptor for font in fonts.values())


def outline(font, glyph):
    pen = DecomposingRecordingPen(font.getGlyphSet())
    font.getGlyphSet()[glyph].draw(pen)
    return pen.value


def test_every_polish_letter_is_printed_with_its_own_shape(printed):
    """The text layer can be right while the paper shows other letters, so the shapes themselves are compared."""
    ours = TTFont(portal_settings.BASE_DIR / "static" / "fonts" / "LesznoSans-Regular.ttf")
    with opened(printed(f"<p>{POLISH}</p>")) as tagged:
        font = fonts_of(tagged)["Leszno-Sans"]
        embedded = TTFont(io.BytesIO(font.DescendantFonts[0].FontDescriptor.FontFile2.read_bytes()))
        pairs = re.findall(rb"<([0-9a-fA-F]{4})> <([0-9a-fA-F]{4})>\n", font.ToUnicode.read_bytes())

    glyph_of = {chr(int(letter, 16)): embedded.getGlyphName(int(glyph, 16)) for glyph, letter in pairs}
    assert {letter for letter in POLISH if letter not in glyph_of} == set()
    assert [x for x in POLISH if outline(embedded, glyph_of[x]) != outline(ours, ours.getBestCmap()[ord(x)])] == []


@pytest.mark.parametrize("seed", ["1", "2"])
def test_the_same_document_has_the_same_bytes_in_every_process(printed, tmp_path, seed):
    body = '<p>Zażółć <em>gęślą</em> jaźń</p><table><tr><th scope="row">a</th><td>b</td></tr></table>'
    here = hashlib.sha256(printed(body)).hexdigest()

    program = (
        "import django, hashlib; from django.conf import settings; django.setup();"
        f"settings.TEMPLATES[0]['DIRS'] = [{str(tmp_path)!r}];"
        "from leszno_ngo.pdf import render_pdf; print(hashlib.sha256(render_pdf('page.html', {})).hexdigest())"
    )
    there = subprocess.run(
        [sys.executable, "-c", program],
        cwd=portal_settings.BASE_DIR,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "leszno_ngo.settings", "PYTHONHASHSEED": seed, "TZ": "Asia/Tokyo"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert there.stdout.strip() == here


@pytest.mark.parametrize(
    ("body", "head"),
    [
        ('<img src="{web}obraz.png" alt="">', ""),
        ("", '<link rel="stylesheet" href="{web}styl.css">'),
        ("", "<style>@import url({web}styl.css);</style>"),
        ("<p>a</p>", '<style>@font-face {{ font-family: "Leszno Sans"; src: url({web}pismo.ttf) }}</style>'),
        ("", '<link rel="attachment" href="{web}plik.txt" title="załącznik">'),
        ('<object data="{web}obraz.svg"></object>', ""),
        ('<img src="//127.0.0.1/obraz.png" alt="">', ""),
        ('<img src="file:///etc/passwd" alt="">', ""),
        ('<img src="/etc/passwd" alt="">', ""),
        ('<img src="../pyproject.toml" alt="">', ""),
        ('<img src="css/%2e%2e/%2e%2e/pyproject.toml" alt="">', ""),
        ('<img src="data:image/png;base64,iVBORw0KGgo=" alt="">', ""),
        ("", '<link rel="stylesheet" href="css/nie-ma-takiego.css">'),
    ],
)
def test_a_document_that_asks_for_anything_but_our_static_files_is_not_made(printed, web_server, caplog, body, head):
    address, asked = web_server

    with pytest.raises(pdf.ForeignAddressError):
        printed(body.format(web=address), head.format(web=address))

    assert asked == []
    assert [record.levelname for record in caplog.records if record.name == "leszno_ngo.pdf"] == ["ERROR"]


def test_the_style_sheet_holds_nothing_that_paper_ignores(printed, caplog, monkeypatch):
    monkeypatch.setattr(pdf, "kept", threading.local())  # the sheet is read anew

    printed()

    assert [record.getMessage() for record in caplog.records if record.name.startswith("weasyprint")] == []


def test_the_engine_adds_no_looks_of_its_own(printed):
    """Its sheet paints this word yellow. When a new version reads that sheet again, papers take a tenth longer."""
    with opened(printed("<p><mark>a</mark></p>")) as tagged:
        operators = {str(operator) for _, operator in pikepdf.parse_content_stream(tagged.pages[0])}

    assert {"TJ", "f", "f*"} & operators == {"TJ"}


def test_the_sheet_says_what_every_element_of_papers_is():
    markup = "".join(path.read_text("utf-8") for path in (portal_settings.BASE_DIR / "templates/pdf").glob("*.html"))
    sheet = (portal_settings.BASE_DIR / "static/css/paper.css").read_text("utf-8")
    reset = re.search(r"@layer reset \{(.*?)\n\}", sheet, re.DOTALL)[1]

    used = {*re.findall(r"<([a-z]+[1-6]?)[ >]", markup), *formatting.TAGS}
    unseen, inline = {"meta", "title", "link"}, {"span"}
    assert used - set(re.findall(r"[a-z]+[1-6]?", reset)) - unseen - inline == set()


def test_the_values_of_the_tokens_stand_in_the_sheet_before_it_is_read():
    tokens = ":root { --ink: #17211d; }"

    assert pdf.with_values("p { color: var(--ink) }", tokens) == "p { color: #17211d }"
    with pytest.raises(KeyError):
        pdf.with_values("p { color: var(--no-such-value) }", tokens)


def test_a_machine_with_the_libraries_has_nothing_to_install():
    assert pdf_libraries(None) == []


def test_a_machine_without_a_library_is_told_the_line_that_installs_it(monkeypatch):
    def only_harfbuzz(name, *args):
        if "harfbuzz" not in name:
            raise OSError(f"{name}: cannot open shared object file")

    monkeypatch.setattr(ctypes, "CDLL", only_harfbuzz)

    (warning,) = pdf_libraries(None)
    assert warning.msg == "Brak bibliotek do tworzenia plików PDF: libpango-1.0-0, libpangoft2-1.0-0."
    assert warning.hint == (
        "Zainstaluj je poleceniem: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
    )

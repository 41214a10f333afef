"""What a reader of tagged PDFs meets in a paper, read with pikepdf; and what it looks like, read with poppler."""

import io
import re
import subprocess
from itertools import groupby

import lxml.html
import pikepdf
from PIL import Image, ImageChops, ImageDraw, ImageFont, ImageOps, ImageStat

KINDS = {*(f"/H{level}" for level in range(1, 7)), "/P", "/Caption", "/TH", "/TD", "/LI"}


def opened(paper):
    return pikepdf.open(io.BytesIO(paper))


def unspaced(text):
    """WeasyPrint drops the space on which a line ends, and readers put it back from the place of the words."""
    return "".join(text.split())


def letters_of(page):
    """{font: {glyph: its letters}} as the paper itself says."""
    letters = {}
    for name, font in page.Resources.Font.items():
        pairs = re.findall(rb"<([0-9a-fA-F]{4})> <([0-9a-fA-F]+)>\n", font.ToUnicode.read_bytes())
        letters[name] = {int(glyph, 16): bytes.fromhex(code.decode()).decode("utf-16-be") for glyph, code in pairs}
    return letters


def shown(page):
    """[(the marks around it: (name, number of the piece or None), text)] of all text of the page, in its order."""
    letters, font, marks, found = letters_of(page), None, [], []
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BDC":
                marks.append((str(operands[0]), int(operands[1].MCID) if "/MCID" in operands[1] else None))
            case "BMC":
                marks.append((str(operands[0]), None))
            case "EMC":
                marks.pop()
            case "Tf":
                font = str(operands[0])
            case "TJ" | "Tj":
                pieces = operands[0] if isinstance(operands[0], pikepdf.Array) else [operands[0]]
                codes = b"".join(bytes(piece) for piece in pieces if isinstance(piece, pikepdf.String))
                glyphs = [int.from_bytes(codes[at : at + 2]) for at in range(0, len(codes), 2)]
                found.append((tuple(marks), "".join(letters[font][glyph] for glyph in glyphs)))
    return found


def everything_in(paper):
    """All that can be found in a paper by its letters: the text of its pages, and every string and stream in it."""
    with opened(paper) as tagged:
        pages = ["".join(text for _, text in shown(page)) for page in tagged.pages]
        strings = [text for node in tagged.objects for text in strings_in(node)]
        streams = [node.read_bytes() for node in tagged.objects if isinstance(node, pikepdf.Stream)]
    return " ".join([*pages, *strings, *(stream.decode(errors="replace") for stream in streams)])


def strings_in(node):
    """Those of the object itself; what it refers to is an object of its own."""
    if isinstance(node, pikepdf.String):
        yield str(node)
    elif isinstance(node, pikepdf.Array | pikepdf.Dictionary):
        for child in node if isinstance(node, pikepdf.Array) else dict(node).values():
            if not getattr(child, "is_indirect", False):
                yield from strings_in(child)


def unmarked_operators(page):
    """The operators that paint something outside every mark."""
    depth, found = 0, []
    for _, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BDC" | "BMC":
                depth += 1
            case "EMC":
                depth -= 1
            case "Tj" | "TJ" | "Do" | "f" | "f*" | "S" | "s" | "B" | "B*" | "b" | "b*" | "sh" if depth == 0:
                found.append(str(operator))
    return found


def every_element(tagged):
    """Every structure element, in reading order."""

    def walk(node):
        yield node
        for child in children(node):
            if isinstance(child, pikepdf.Dictionary) and "/S" in child:
                yield from walk(child)

    return [element for top in tagged.Root.StructTreeRoot.K for element in walk(top)]


def children(node):
    found = node.get("/K", [])
    return found if isinstance(found, pikepdf.Array) else [found]


def texts_of_elements(tagged):
    """(kind, text without spaces) of every element that holds text, in reading order."""
    pieces = [
        {number: text for marks, text in merged(page) for _, number in marks[-1:] if number is not None}
        for page in tagged.pages
    ]
    number_of = {page.objgen: index for index, page in enumerate(tagged.pages)}

    def text(node):
        for child in children(node):
            if not isinstance(child, pikepdf.Dictionary):
                yield pieces[number_of[node.Pg.objgen]].get(int(child), "")
            elif "/S" in child:
                yield from text(child)

    def walk(node):
        if str(node.S) in KINDS:
            yield str(node.S)[1:], unspaced("".join(text(node)))
            return
        for child in children(node):
            if isinstance(child, pikepdf.Dictionary) and "/S" in child:
                yield from walk(child)

    return [found for top in tagged.Root.StructTreeRoot.K for found in walk(top)]


def merged(page):
    """The same as shown, the pieces of one mark put together."""
    whole = {}
    for marks, text in shown(page):
        whole[marks] = whole.get(marks, "") + text
    return list(whole.items())


def numbers_in_tree(tagged):
    """For each page the numbers of the marked pieces that the structure tree holds."""
    number_of = {page.objgen: index for index, page in enumerate(tagged.pages)}
    found = [set() for _ in tagged.pages]
    for element in every_element(tagged):
        for child in children(element):
            if not isinstance(child, pikepdf.Dictionary):
                found[number_of[element.Pg.objgen]].add(int(child))
    return found


def text_outside_the_tree(tagged):
    """(the margin of each page: text that is an artifact; all other text that the structure tree does not hold)."""
    margins, lost = [], []
    for page, known in zip(tagged.pages, numbers_in_tree(tagged), strict=True):
        margin = ""
        for marks, text in shown(page):
            if marks == (("/Artifact", None),):
                margin += text
            elif len(marks) != 1 or marks[0][0] == "/Artifact" or marks[0][1] not in known:
                lost.append(text)
        margins.append(unspaced(margin))
    return margins, lost


def sections_of(tagged, headings):
    """[(heading, all text up to the next one)] of a paper, without spaces; headings: the kinds that begin a section."""
    sections = []
    for kind, text in without_repeated_heads(texts_of_elements(tagged)):
        if kind in headings:
            sections.append((text, ""))
        elif sections:
            heading, before = sections[-1]
            sections[-1] = (heading, before + text)
    return sections


def without_repeated_heads(texts):
    """A table that goes on on the next page has its head there again; a row has one heading, so two begin a head."""
    head = None
    for kind, run in groupby(texts, key=lambda text: text[0]):
        run = list(run)
        if kind == "Caption":
            head = None
        elif kind == "TH" and len(run) > 1:
            head, run = run[:-1], run[-1:] if run[:-1] == head else run
        yield from run


def sections_of_page(html):
    """The same of the words of a web page; each section starts with its heading."""
    sections = []
    for section in lxml.html.fragments_fromstring(html, no_leading_text=True):
        heading = section[0].text_content()
        sections.append((unspaced(heading), unspaced(text_of_page(section).removeprefix(heading))))
    return sections


def text_of_page(section):
    """A section's text with what a browser or a print adds to it: marks of lists, addresses of links in a text."""
    for item in section.iter("li"):
        place = [other for other in item.getparent() if other.tag == "li"].index(item) + 1
        mark = "•" if item.getparent().tag == "ul" else f"{place})" if item.getparent().get("class") else f"{place}."
        first = item[0] if len(item) and item[0].tag == "p" else item
        first.text = mark + (first.text or "")
    for link in section.xpath(".//*[@class='formatted']//a"):
        link.tail = f" ({link.get('href')})" + (link.tail or "")
    return section.text_content().strip()


def faces_of(tagged):
    """{name of a face: whether the paper holds it}."""
    fonts = {str(font.BaseFont): font for page in tagged.pages for font in page.Resources.Font.values()}
    return {
        name.partition("+")[2]: "/FontFile2" in font.DescendantFonts[0].FontDescriptor for name, font in fonts.items()
    }


def as_poppler_reads(paper, folder, *options):
    (folder / "a.pdf").write_bytes(paper)
    command = ["pdftotext", *options, folder / "a.pdf", "-"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def word_as_seen(paper, word, folder, dpi=1200):
    """The picture of the first such word of the paper, cut to its ink, as poppler paints it."""
    (folder / "a.pdf").write_bytes(paper)
    boxes = subprocess.run(
        ["pdftotext", "-bbox", folder / "a.pdf", "-"], capture_output=True, text=True, check=True
    ).stdout
    page = boxes[: boxes.index(f">{word}</word>")].count("<page ")
    place = re.search(rf'<word xMin="(.+?)" yMin="(.+?)" xMax="(.+?)" yMax="(.+?)">{word}</word>', boxes)
    left, top, right, bottom = (float(edge) * dpi / 72 for edge in place.groups())
    more = dpi // 60  # signs over and under the letters reach out of the box of the word
    cut = {"-x": left, "-y": top - more, "-W": right - left + 1, "-H": bottom - top + 2 * more, "-r": dpi}
    options = [word for name, size in cut.items() for word in (name, str(int(size)))]
    command = ["pdftoppm", "-f", str(page), "-l", str(page), "-gray", "-singlefile", *options]
    subprocess.run([*command, folder / "a.pdf", folder / "page"], check=True)
    with Image.open(folder / "page.pgm") as picture:
        return cut_to_ink(picture)


def word_as_drawn(word, face, points, dpi=1200):
    """The picture of the word, drawn from the font's own file."""
    font = ImageFont.truetype(face, points * dpi / 72)
    sheet = Image.new("L", (int(font.getlength(word)) + 40, int(points * dpi / 24)), 255)
    ImageDraw.Draw(sheet).text((20, 20), word, font=font, fill=0)
    return cut_to_ink(sheet)


def cut_to_ink(picture):
    return picture.crop(ImageOps.invert(picture.convert("L")).getbbox())


def unlikeness(one, other):
    """How much the ink of two pictures differs: 0 the same, 1 nothing in common."""
    other = other.resize(one.size)
    ink = [ImageStat.Stat(ImageOps.invert(picture)).sum[0] for picture in (one, other)]
    return ImageStat.Stat(ImageChops.difference(one, other)).sum[0] / sum(ink)


def is_painted_as_drawn(paper, word, face, folder):
    """Whether a word looks as our type draws it, and not as without its Polish signs.

    The text layer can be right while the paper shows other letters.
    """
    seen = word_as_seen(paper, word, folder)
    bare = word.translate(str.maketrans("ŻÓŁĆĘŚĄżółćęśąźńŹŃ", "ZOLCESAzolcesaznZN"))
    own, others = (unlikeness(seen, word_as_drawn(drawn, face, 9.5)) for drawn in (word, bare))
    return own < others / 2

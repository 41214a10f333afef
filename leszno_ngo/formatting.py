"""The texts officials write: a small safe subset of Markdown in, clean HTML out, the same for page and paper.

Paragraphs, lists („- ”, „1. ”, „1) ”), **bold**, *italic* and links; everything else stays the words it is.
"""

import html
import re

import nh3
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

TAGS = {"p", "br", "ul", "ol", "li", "strong", "em", "a"}
ATTRIBUTES = {"a": {"href"}, "ol": {"start"}}
CLASSES = {"ol": {"bracketed"}}  # numbered „1)”, as points of an article are; „1.” needs no class
SCHEMES = {"https", "http", "mailto"}
ADDRESS = re.compile(rf"(?:{'|'.join(SCHEMES)}):\S+", re.IGNORECASE)
ITEM = re.compile(r"<li>\s*(?:<p>)?")
LINK = re.compile(r'<a href="([^"]*)">(.*?)</a>', re.DOTALL)

markdown = MarkdownIt("zero", {"html": False, "breaks": True})
markdown.enable(["list", "newline", "escape", "emphasis", "link"])
markdown.validateLink = lambda address: ADDRESS.fullmatch(address) is not None  # any other stays text


def formatted(text) -> SafeString:
    """An official's text as HTML; the empty text gives none."""
    tokens = markdown.parse(text)
    for token in tokens:
        if token.type == "ordered_list_open" and token.markup == ")":
            token.attrSet("class", "bracketed")
    return sanitised(markdown.renderer.render(tokens, markdown.options, {}))


def sanitised(markup) -> SafeString:
    """HTML that was kept, with nothing in it but what formatted() makes; what it made comes out as it went in."""
    clean = nh3.clean(
        markup, tags=TAGS, attributes=ATTRIBUTES, allowed_classes=CLASSES, url_schemes=SCHEMES, link_rel=None
    )
    # The one place where markup is trusted: nh3 has just cleaned it.
    return mark_safe(clean.strip())  # noqa: S308  # nosec B308, B703


def plain(markup) -> str:
    """The words of such HTML, a line for each paragraph, item and line of it; a link's address follows its words."""
    told = LINK.sub(r"\2 (\1)", ITEM.sub("<li>– ", markup))
    lines = html.unescape(strip_tags(told)).splitlines()
    return "\n".join(line.strip() for line in lines if line.strip(" –"))

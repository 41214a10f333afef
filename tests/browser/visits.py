"""A page → everything that the tests ask about it, seen in one visit.

A page whose weight is asked for is met by a browser that knows nothing yet. The pages of one account, and those without
scripts, are tabs of one browser, which has the style sheets by then.
"""

import os
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT

NARROWEST = 320  # CSS pixels, WCAG 2.2, 1.4.10
ZOOMED_TWICE = 640  # a screen of 1280 pixels
EVERYTHING = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]
# Without its preloading axe sets no inline styles of its own, which the portal's policy would refuse.
ASK_AXE = """rules => axe.run({preload: false, resultTypes: ["violations"], runOnly: rules}).then(found =>
    found.violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.target} ${node.html.slice(0, 99)}`)))"""
SETTLE = """() => Promise.all(
    [document.fonts.ready, ...document.getAnimations().map(motion => motion.finished)]).then(() => 0)"""
WORTH_HEARING = ("error", "warning")
TELL_REFUSALS = """document.addEventListener("securitypolicyviolation", event =>
    console.error(`refused: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`))"""


@dataclass
class Visit:
    status: int = 0
    html: str = ""
    text: str = ""
    bytes_without_fonts: int = 0
    console: list[str] = field(default_factory=list)
    foreign_requests: list[str] = field(default_factory=list)
    widths: dict[int, int] = field(default_factory=dict)  # window → content, in CSS pixels
    findings: list[str] = field(default_factory=list)


class Visits:
    """What came of visiting a page; remembered, so that each page is visited once."""

    def __init__(self, chromium, site, sign_in):
        self.chromium, self.site, self.sign_in = chromium, site, sign_in
        self.made, self.kept = {}, {}

    def to(self, page):
        if page.name not in self.made:
            self.made[page.name] = self.visit(page)
        return self.made[page.name]

    def visit(self, page):
        visit = Visit()
        context = self.kept_context(who=page.who) if page.who else self.new_context()
        tab = context.new_page()
        watch(tab, visit)
        if page.road:
            page.road(tab, self.site)
        else:
            tab.goto(page.path)
            assert tab.url == self.site.url + page.path  # and not the sign-in page
        visit.text = tab.locator("main").inner_text()
        look(tab, visit, page)
        (tab if page.who else context).close()
        return visit

    def text_without_scripts(self, page):
        tab = self.kept_context(java_script_enabled=False).new_page()
        tab.goto(page.path)
        text = tab.locator("main").inner_text()
        tab.close()
        return text

    def kept_context(self, **options):
        """One for all pages that are met alike."""
        alike = tuple(options.items())
        if alike not in self.kept:
            self.kept[alike] = self.new_context(**options)
        return self.kept[alike]

    def new_context(self, who=None, **options):
        context = self.chromium.new_context(
            base_url=self.site.url,
            locale="pl-PL",
            timezone_id="Europe/Warsaw",
            viewport={"width": 1280, "height": 900},
            storage_state=who and self.sign_in(who),
            **options,
        )
        context.add_init_script(TELL_REFUSALS)
        return context


def watch(tab, visit):
    """Write down what the browser says and fetches."""

    def heard(message):
        status_of_the_page = message.location["url"] == tab.url and message.text.startswith("Failed to load resource")
        if message.type in WORTH_HEARING and not status_of_the_page:
            visit.console.append(f"{message.type}: {message.text}")

    def answered(response):
        request = response.request
        if request.is_navigation_request() and not 300 <= response.status < 400:
            visit.status, visit.html = response.status, response.text()

    def asked(request):
        if urlsplit(request.url).hostname != "127.0.0.1":
            visit.foreign_requests.append(request.url)

    tab.on("console", heard)
    tab.on("pageerror", lambda error: visit.console.append(f"error: {error}"))
    tab.on("response", answered)
    tab.on("request", asked)
    count_bytes(tab, visit)


def count_bytes(tab, visit):
    """As they come over the wire: headers and compressed bodies."""
    network, fonts = tab.context.new_cdp_session(tab), set()

    def responded(event):
        if event["response"]["mimeType"].startswith("font/"):
            fonts.add(event["requestId"])

    def finished(event):
        if event["requestId"] not in fonts:
            visit.bytes_without_fonts += int(event["encodedDataLength"])

    network.on("Network.responseReceived", responded)
    network.on("Network.loadingFinished", finished)
    network.send("Network.enable")


def look(tab, visit, page):
    tab.evaluate(AXE_SCRIPT)
    seen = set()
    for width, scheme in page.looks:
        tab.emulate_media(color_scheme=scheme)
        tab.set_viewport_size({"width": width, "height": 900})
        tab.evaluate(SETTLE)
        rules = COLOURS if width in seen else EVERYTHING  # by night the style sheets change nothing but colours
        visit.findings += [f"{width} {scheme}: {finding}" for finding in tab.evaluate(ASK_AXE, rules)]
        keep_picture(tab, f"{page} {width} {scheme}")
        seen.add(width)
    for width in (NARROWEST, ZOOMED_TWICE):
        tab.set_viewport_size({"width": width, "height": 900})
        visit.widths[width] = tab.evaluate("document.scrollingElement.scrollWidth")


def keep_picture(tab, name):
    """SCREENSHOTS=folder keeps a picture of every page for people to look at."""
    if folder := os.environ.get("SCREENSHOTS"):
        tab.screenshot(path=Path(folder) / f"{name.replace('/', '.')}.png", full_page=True)

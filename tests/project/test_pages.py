"""Every public page, found as a reader finds it: by following links from the home page."""

from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import pytest
from django.db import connection
from django.urls import get_resolver, resolve

NOT_LINKED = [
    "/zdrowie/",
    "/harmonogram/2024.pdf",
    "/harmonogram/2024/zmiany/",
    "/harmonogram/2024/wydanie-1/",
    "/harmonogram/2024/wydanie-1.pdf",
]
READING = ("SELECT", "SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT")


class Links(HTMLParser):
    def __init__(self, page):
        super().__init__()
        self.found = set()
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        if tag == "a" and (address := dict(attrs).get("href")):
            self.found.add(address)


def public_names():
    """The name of every address but the desk's."""
    names, waiting = set(), list(get_resolver().url_patterns)
    for pattern in waiting:
        if getattr(pattern, "app_name", None) != "admin":
            waiting += getattr(pattern, "url_patterns", [])
            names |= {pattern.name} if hasattr(pattern, "name") else set()
    return names


def is_public(address):
    parts = urlsplit(address)
    return not parts.scheme and not parts.netloc and not parts.path.startswith(("/static/", "/admin/"))


def walk(client):
    """{path: response} of every page that links lead to."""
    seen, waiting = {}, ["/", *NOT_LINKED]
    for path in waiting:
        if path in seen:
            continue
        seen[path] = client.get(path)
        if seen[path].headers["Content-Type"].startswith("text/html"):
            links = Links(seen[path].content.decode()).found
            waiting += sorted(urlsplit(urljoin(path, link)).path for link in links if is_public(urljoin(path, link)))
    return seen


def reading_only(execute, sql, params, many, context):
    assert sql.startswith(READING), f"a page writes: {sql}"
    assert " FOR UPDATE" not in sql, f"a page locks: {sql}"
    return execute(sql, params, many, context)


@pytest.mark.usefixtures("preview")
def test_every_public_page_is_there_and_only_reads(client):
    with connection.execute_wrapper(reading_only):
        pages = walk(client)

    assert {path: page.status_code for path, page in pages.items() if page.status_code != 200} == {}
    assert {path for path, page in pages.items() if page.cookies} == set()
    assert public_names() - {resolve(path).url_name for path in pages} == set()


@pytest.mark.usefixtures("preview")
def test_no_public_page_takes_anything_in(client):
    one_of_each = {resolve(path).url_name: path for path in walk(client)}

    assert {name: client.post(path).status_code for name, path in one_of_each.items()} == dict.fromkeys(
        one_of_each, 405
    )

"""Atom feeds: of a year's schedule with an entry for each released edition, and of competitions with an entry for each
paper the office has issued and each withdrawal, which has none; the newest first."""

import uuid
from itertools import groupby, pairwise
from operator import itemgetter

from django.conf import settings
from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from competitions.api.competitions import refused
from competitions.changes import changes, counted, grouped
from competitions.choices import PublicationSubject
from competitions.forms import CompetitionFilterForm
from competitions.models import Announcement, Competition, ScheduleEntry
from competitions.views.planning import editions_of
from leszno_ngo import clock

KEPT_FOR = 300  # seconds in which nobody asks again
MOST_ENTRIES = 50
IDS = uuid.UUID("5b0c8f0e-6a8e-5d0e-9f4e-2f6f3a7f2024")  # readers know an entry by its id: never to be changed


class ChangesFeed(Atom1Feed):
    """Django's has summaries alone; a reader should see the list of changes itself."""

    content_type = "application/atom+xml; charset=utf-8"

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["content"], {"type": "html"})


@require_safe
@cache_control(public=True, max_age=KEPT_FOR)
@conditional_page
def schedule_changes(request, year):
    editions = editions_of(year)
    if not editions:
        raise Http404
    page = reverse("schedule_changes", args=[year])
    feed = ChangesFeed(
        title=f"Zmiany w harmonogramie konkursów na {year} rok",
        subtitle="Każde wydanie harmonogramu i to, co się w nim zmieniło.",
        link=request.build_absolute_uri(page),
        description=None,
        language="pl",
        author_name=settings.OFFICE_NAME,
        feed_url=request.build_absolute_uri(request.path),
        feed_guid=identifier(year),
    )
    for before, after, found in what_changed(editions):
        feed.add_item(**item(before, after, found, request.build_absolute_uri))
    return HttpResponse(feed.writeString("utf-8"), content_type=ChangesFeed.content_type)


def what_changed(editions):
    """[(edition before or None, edition, its changes)] in one query for the rows of all."""
    rows = ScheduleEntry.objects.of(editions).for_papers().prefetch_related("section__departments")
    rows_of = {key: list(group) for key, group in groupby(sorted(rows, key=edition_of), key=edition_of)}
    found = [
        (before, after, changes(rows_of.get(before.pk, []), rows_of.get(after.pk, [])))
        for after, before in pairwise(editions)
    ]
    return [*found, (None, editions[-1], [])]


def edition_of(row):
    return row.section.schedule_id


def item(before, after, found, address):
    """What the feed says of one edition; the first one has nothing to differ from."""
    comparing = (
        f"{reverse('schedule_changes', args=[after.year])}?od={before.edition}&do={after.edition}" if before else ""
    )
    context = {"before": before, "after": after, "counted": counted(found), "groups": grouped(found)}
    return {
        "title": f"Harmonogram na {after.year} rok, wydanie {after.edition}",
        "link": address(comparing or reverse("schedule_edition", args=[after.year, after.edition])),
        "unique_id": identifier(after.year, after.edition),
        "pubdate": after.released_at,
        "updateddate": after.released_at,
        "description": " ".join(render_to_string("competitions/changes_summary.html", context).split()),
        "content": render_to_string("competitions/changes_feed.html", context).strip(),
    }


def identifier(*parts):
    return uuid.uuid5(IDS, "/".join(map(str, parts))).urn


# ── Competitions ────────────────────────────────────────────────────────────────────────────────────────────────────

ISSUED = {
    PublicationSubject.ANNOUNCEMENT: "Ogłoszono konkurs",
    PublicationSubject.RESULTS: "Wyniki konkursu",
    PublicationSubject.ANNULMENT: "Unieważniono konkurs",
}
CHANGED = {
    PublicationSubject.ANNOUNCEMENT: "Zmieniono ogłoszenie konkursu",
    PublicationSubject.RESULTS: "Zmieniono wyniki konkursu",
}


@require_safe
@cache_control(public=True, max_age=KEPT_FOR)
@conditional_page
def competitions(request):
    """The papers and withdrawals of the competitions that the list's filters leave."""
    form = CompetitionFilterForm(request.GET)
    asked = form.apply(Competition.objects.public().with_state(clock.now()))
    if form.errors:
        return refused(form)
    papers = Announcement.objects.filter(competition__in=asked.order_by().values("pk"))
    papers = papers.select_related("competition__department", "amendment").defer("content")
    withdrawn = asked.filter(withdrawn_at__isnull=False).select_related("department")
    feed = ChangesFeed(
        title="Otwarte konkursy ofert",
        subtitle="Każde ogłoszenie, każda jego zmiana, wyniki, unieważnienia i wycofania.",
        link=request.build_absolute_uri(reverse("competitions")),
        description=None,
        language="pl",
        author_name=settings.OFFICE_NAME,
        feed_url=request.build_absolute_uri(),
        feed_guid=identifier("konkursy", form.query()),
    )
    address = request.build_absolute_uri
    items = [paper_item(paper, address) for paper in papers.order_by("-issued_at", "-pk")[:MOST_ENTRIES]]
    items += [withdrawal_item(one, address) for one in withdrawn.order_by("-withdrawn_at", "-pk")[:MOST_ENTRIES]]
    for item in sorted(items, key=itemgetter("pubdate"), reverse=True)[:MOST_ENTRIES]:
        feed.add_item(**item)
    return HttpResponse(feed.writeString("utf-8"), content_type=ChangesFeed.content_type)


def paper_item(paper, address):
    competition = paper.competition
    lead = (CHANGED if paper.version > 1 else ISSUED)[PublicationSubject(paper.subject)]
    page = paper if paper.version > 1 else competition
    found = competition_item(competition, lead, paper.issued_at, address(page.get_absolute_url()), paper)
    return found | {"unique_id": identifier("konkursy", competition.pk, paper.subject, paper.version)}


def withdrawal_item(competition, address):
    page = address(competition.get_absolute_url())
    found = competition_item(competition, "Wycofano konkurs", competition.withdrawn_at, page)
    return found | {"unique_id": identifier("konkursy", competition.pk, "withdrawal")}


def competition_item(competition, lead, moment, link, paper=None):
    """What the entries of papers and of withdrawals share; `lead`: what happened."""
    example = "Przykład: " if competition.is_example else ""
    content = render_to_string("competitions/competition_feed.html", {"paper": paper, "competition": competition})
    return {
        "title": f"{example}{lead}: {competition.title}",
        "link": link,
        "pubdate": moment,
        "updateddate": moment,
        "description": None,
        "content": content.strip(),
    }

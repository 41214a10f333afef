"""Competitions' public pages: the list, a competition, its earlier versions and its files."""

from dataclasses import dataclass
from itertools import groupby

from django.core.paginator import Paginator
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from competitions.choices import AmendmentKind, PublicationSubject
from competitions.forms import CompetitionFilterForm
from competitions.metadata import competition_metadata
from competitions.models import (
    Amendment,
    Announcement,
    Attachment,
    Competition,
    PriorityTask,
    Schedule,
    ScheduleEntry,
)
from competitions.punctuality import plans_of
from competitions.serving import served_by, with_served
from competitions.wording import SectionChange, differences
from leszno_ngo import clock
from leszno_ngo.choices import DocumentState

ON_A_PAGE = 20
OF_ACTS = ("announced_by", "withdrawn_by", "annulled_by", "results_published_by")


@require_safe
def competitions(request):
    now = clock.now()
    form = CompetitionFilterForm(request.GET)
    page = Paginator(asked_for(form, now), ON_A_PAGE).get_page(form.page)
    return render(
        request,
        "competitions/competitions.html",
        {"form": form, "page": page, "now": now, "none_yet": not Competition.objects.public().exists()},
    )


def asked_for(form, now):
    """The public competitions that a list's filters leave, in its order."""
    return form.apply(Competition.objects.public().with_state(now)).nearest_first().select_related("department", "area")


# ── One competition ─────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Change:
    """An amendment as people read it. `paper`: the version it made, None where it made none."""

    amendment: Amendment
    paper: Announcement | None
    before: Announcement | None
    sections: list[SectionChange]


@require_safe
def competition(request, year, pk, slug):
    found = public_competition(pk)
    if (year, slug) != (found.year, found.slug):
        return redirect(found)
    now = clock.now()
    papers = papers_of(found)
    publications = list(found.publications.select_related("recorded_by"))
    amendments = list(found.amendments.select_related("made_by"))
    return render(
        request,
        "competitions/competition.html",
        {
            "competition": found,
            "state": found.state(now),
            "now": now,
            **words_of(papers),
            "papers": [paper for versions in papers.values() for paper in versions],
            "changes": changes_of(amendments, papers),
            "extension": newest_of(amendments, AmendmentKind.EXTENSION),
            "last_change": newest_of(amendments, AmendmentKind.CHANGE),
            "places": places_of(publications, amendments),
            "attachments": found.attachments.present(),
            "plans": plans_of(found),
            "served": served_by(found),
            "metadata": competition_metadata(found, publications, amendments),
        },
    )


def public_competition(pk):
    """With everything that its page asks of its tasks and of those who acted."""
    planned = ScheduleEntry.objects.of(Schedule.objects.released()).select_related("section__schedule")
    tasks = with_served(PriorityTask.objects.select_related("programme").with_plans(planned))
    found = Competition.objects.public().select_related("department", "area", *OF_ACTS).with_tasks(tasks)
    return get_object_or_404(found, pk=pk)


def papers_of(competition):
    """{subject: its versions, the newest first}, in the order of the acts."""
    order = list(PublicationSubject)
    papers = sorted(competition.announcements.all(), key=lambda paper: (order.index(paper.subject), -paper.version))
    return {subject: list(versions) for subject, versions in groupby(papers, key=lambda paper: paper.subject)}


def words_of(papers):
    """The newest paper of each subject; results and annulment without the facts that the announcement tells beside."""
    newest = {subject: versions[0] for subject, versions in papers.items()}
    words = {"newest": newest.get(PublicationSubject.ANNOUNCEMENT)}
    for subject in (PublicationSubject.RESULTS, PublicationSubject.ANNULMENT):
        if paper := newest.get(subject):
            sections = [section for section in paper.content["sections"] if section["key"] != "identity"]
            words |= {subject.value: paper, f"{subject.value}_content": {"sections": sections}}
    return words


def newest_of(amendments, kind):
    return next((one for one in reversed(amendments) if one.kind == kind), None)


def changes_of(amendments, papers):
    """The newest first."""
    made = {paper.amendment_id: paper for versions in papers.values() for paper in versions if paper.amendment_id}
    return [change_of(one, made.get(one.pk), papers) for one in reversed(amendments)]


def change_of(amendment, paper, papers):
    earlier = [other for other in papers[paper.subject] if other.version < paper.version] if paper else []
    before = earlier[0] if earlier else None
    return Change(amendment, paper, before, differences(before.content, paper.content) if before else [])


def places_of(publications, amendments):
    """[(what was made public, its places)]: the announcement, each change of it, the results, the annulment."""
    rows = {}
    numbers = {one.pk: one.number for one in amendments}
    for row in sorted(publications, key=lambda row: (numbers.get(row.amendment_id, 0), row.pk)):
        words = row.get_subject_display()
        rows.setdefault(f"{words} nr {numbers[row.amendment_id]}" if row.amendment_id else words, []).append(row)
    return list(rows.items())


# ── Versions and files ──────────────────────────────────────────────────────────────────────────────────────────────


@require_safe
def version(request, year, pk, slug, subject, version):
    """One issued paper, word for word, for ever."""
    paper = paper_of(pk, subject=subject, version=version)
    if (year, slug) != (paper.competition.year, paper.competition.slug):
        return redirect(paper)
    newest = Announcement.objects.filter(competition=pk, subject=subject).only("version").first()
    return render(request, "competitions/competition_version.html", {"paper": paper, "newest": newest})


def paper_of(pk, **which):
    papers = Announcement.objects.public().select_related("competition__department", "amendment")
    return get_object_or_404(papers, competition=pk, **which)


@require_safe
def version_pdf(request, year, pk, slug, subject, version):
    return paper_file(paper_of(pk, subject=subject, version=version))


@require_safe
def competition_pdf(request, year, pk, slug):
    """The newest announcement that has been made."""
    papers = Announcement.objects.public().filter(competition=pk, subject=PublicationSubject.ANNOUNCEMENT)
    paper = papers.filter(state=DocumentState.READY).select_related("competition").order_by("-version").first()
    if paper is None:
        raise Http404
    return paper_file(paper)


def paper_file(paper):
    if not paper.is_ready:
        raise Http404
    competition = paper.competition
    name = f"konkurs-{competition.number}-{competition.year}-{NAMES[paper.subject]}-{paper.version}.pdf"
    return FileResponse(paper.file.open("rb"), filename=name, content_type="application/pdf")


NAMES = {
    PublicationSubject.ANNOUNCEMENT: "wersja",
    PublicationSubject.RESULTS: "wyniki",
    PublicationSubject.ANNULMENT: "uniewaznienie",
}


@require_safe
def attachment(request, pk, name):
    """A file of an announced competition, saved and never shown: it came from somebody's desk."""
    found = get_object_or_404(Attachment.objects.public(), pk=pk, name=name)
    return FileResponse(found.file.open("rb"), as_attachment=True, filename=found.name, content_type=found.content_type)

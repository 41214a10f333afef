"""The papers of a competition: its announcement in each version, its results, its annulment."""

from django.conf import settings

from competitions.choices import PublicationSubject
from competitions.models import Announcement
from competitions.wording import announcement_content, differences
from leszno_ngo.pdf import Pdf, render_pdf
from leszno_ngo.templatetags.leszno import day

TEMPLATES = {
    PublicationSubject.ANNOUNCEMENT: "pdf/announcement.html",
    PublicationSubject.RESULTS: "pdf/results.html",
    PublicationSubject.ANNULMENT: "pdf/annulment.html",
}
NOT_ISSUED = "podgląd, jeszcze nie ogłoszono"


def announcement_pdf(announcement) -> Pdf:
    """An issued version. Made of what was kept when it was issued, so it always comes out with the same bytes."""
    issued = announcement.issued_at
    edition = f"wersja {announcement.version} z dnia {day(issued)}"
    before = version_before(announcement)
    reason = announcement.amendment.reason if announcement.amendment else ""
    template = TEMPLATES[PublicationSubject(announcement.subject)]
    return paper(template, announcement.content, edition, issued_at=issued, before=before, reason=reason)


def preview_pdf(competition) -> Pdf:
    """What a draft's announcement would look like; a prepared change also says what it changes."""
    before = None
    if competition.amends_id:
        before = papers(competition.amends_id, PublicationSubject.ANNOUNCEMENT).first()
    content = announcement_content(competition)
    return paper(TEMPLATES[PublicationSubject.ANNOUNCEMENT], content, NOT_ISSUED, before=before)


def version_before(announcement):
    return papers(announcement.competition_id, announcement.subject).filter(version__lt=announcement.version).first()


def papers(competition_id, subject):
    return Announcement.objects.filter(competition=competition_id, subject=subject).order_by("-version")


def paper(template, content, edition, *, issued_at=None, before=None, reason="") -> Pdf:
    """`edition`: which version of what day this is; `before`: the version that it changes, for the `reason`."""
    return render_pdf(
        template,
        {
            "content": content,
            "name": f"{content['heading']} nr {content['number']}" if content["number"] else content["heading"],
            "edition": edition,
            "issued_at": issued_at,
            "before": before,
            "changes": differences(before.content, content) if before else [],
            "reason": reason,
            "coat_of_arms": settings.COAT_OF_ARMS,
        },
    )

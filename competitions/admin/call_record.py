"""All that was done with a competition: acts, changes, accepted warnings, publications, papers, history of its rows."""

from competitions.admin.call_publications import subjects_of
from competitions.models import (
    Attachment,
    Competition,
    Criterion,
    FundingLine,
    Publication,
    ResultEntry,
    SimilarTask,
)
from leszno_ngo.history_page import Log

ROWS = (FundingLine, Criterion, SimilarTask, Attachment, Publication, ResultEntry)
NEWEST = 10


class RecordPage:
    def get_urls(self):
        return self.paths({"record": ("calosc", self.record_view)}) + super().get_urls()

    def record_view(self, request, pk):
        competition = self.found(request, pk)
        history = Log(self.past(request, competition))
        context = {
            "acts": acts_of(competition),
            "amendments": competition.amendments.select_related("made_by", "announcement__competition"),
            "accepted": competition.accepted_findings.select_related("accepted_by"),
            "subjects": subjects_of(competition) if competition.is_announced else [],
            "papers": competition.announcements.select_related("amendment").order_by("-issued_at", "-pk"),
            "changes": self.changes(history[:NEWEST]),
        }
        return self.competition_page(
            request, "admin/competitions/acts/record.html", str(competition), competition, context
        )

    # ── The stock page of history ───────────────────────────────────────────────────────────────────────────────────

    def parts(self, request, competition):
        return {model._meta.model_name: str(model._meta.verbose_name_plural).capitalize() for model in KINDS}

    def past(self, request, competition, part=None):
        """Records of the competition and of the rows below it, also of the removed ones."""
        kinds = [model for model in KINDS if part in (None, model._meta.model_name)]
        return [records_of(model, competition) for model in kinds]


KINDS = (Competition, *ROWS)


def records_of(model, competition):
    if model is Competition:
        return competition.history.all()
    return model.history.filter(competition_id=competition.pk)


def acts_of(competition):
    """[(moment, what, who, why)] of the acts after which the competition was another thing, the oldest first."""
    acts = [
        (competition.announced_at, "Ogłoszono", competition.announced_by, ""),
        (competition.withdrawn_at, "Wycofano", competition.withdrawn_by, competition.withdrawal_reason),
        (competition.annulled_at, "Unieważniono", competition.annulled_by, annulment_words(competition)),
        (competition.results_published_at, "Ogłoszono wyniki", competition.results_published_by, ""),
    ]
    return [act for act in acts if act[0]]


def annulment_words(competition):
    return " – ".join(filter(None, [competition.get_annulment_reason_display(), competition.annulment_note]))

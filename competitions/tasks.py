"""Tasks: ids in, documents made and kept. Each may run twice without harm."""

from celery import shared_task

from competitions import documents
from competitions.models import Announcement, ScheduleDocument
from leszno_ngo import issuing


@shared_task(**issuing.TASK)
def make_schedule_pdf(self, document_id):
    issuing.make(ScheduleDocument, document_id, schedule_paper, worker=self.request.hostname)


def schedule_paper(document):
    return documents.schedule_pdf(document.schedule)


@shared_task(**issuing.TASK)
def make_announcement_pdf(self, document_id):
    issuing.make(Announcement, document_id, documents.announcement_pdf, worker=self.request.hostname)

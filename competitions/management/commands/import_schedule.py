"""A year's planned schedule of competitions → the working edition and the year's priority tasks."""

from competitions.importing import read_document_file, read_schedule, report, save_schedule
from competitions.management.document_command import DocumentCommand


class Command(DocumentCommand):
    help = "Wczytuje planowany harmonogram ogłaszania otwartych konkursów ofert do wydania roboczego na podany rok."
    formats = "harmonogram: .docx, .xlsx, .csv, .html, .md albo .txt"
    open = staticmethod(read_document_file)
    read = staticmethod(read_schedule)
    save = staticmethod(save_schedule)
    describe = staticmethod(report.of_schedule)

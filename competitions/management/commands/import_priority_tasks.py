"""A year's list of priority tasks → database."""

from competitions.importing import read_priority_tasks, report, save_priority_tasks
from competitions.management.document_command import DocumentCommand


class Command(DocumentCommand):
    help = "Wczytuje wykaz priorytetowych zadań publicznych na podany rok."
    read = staticmethod(read_priority_tasks)
    save = staticmethod(save_priority_tasks)
    describe = staticmethod(report.of_priority_tasks)

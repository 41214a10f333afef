"""The papers of competitions at the desk."""

from django.contrib import admin

from competitions.models import Announcement
from leszno_ngo.papers import FILE_FIELDS, PaperAdmin


@admin.register(Announcement)
class AnnouncementAdmin(PaperAdmin):
    list_display = ["paper", "competition", "issued_at", "state", "error", "made_at", "pages"]
    list_display_links = ["paper"]
    list_filter = ["state", "subject", "competition__year"]
    list_select_related = ["competition"]
    search_fields = ["competition__title", "competition__number", "error"]
    ordering = ["-issued_at", "-pk"]
    fields = ["competition", "subject", "version", "amendment", "issued_at", *FILE_FIELDS]

    @admin.display(description="dokument", ordering="subject")
    def paper(self, announcement):
        return f"{announcement.get_subject_display()}, wersja {announcement.version}"

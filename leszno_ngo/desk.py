"""The site of the officials' desk: Django's admin, with a front page that the floors above fill."""

from django.contrib import admin
from django.contrib.admin.apps import AdminConfig


class DeskSite(admin.AdminSite):
    site_header = "Leszno dla organizacji – panel urzędu"
    site_title = "Panel urzędu"
    index_title = "Co chcesz zrobić?"
    empty_value_display = "–"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.panels = []  # functions of the request that give what the front page shows above the lists

    def index(self, request, extra_context=None):
        panels = {name: value for panel in self.panels for name, value in panel(request).items()}
        return super().index(request, panels | (extra_context or {}))


class DeskConfig(AdminConfig):
    default_site = "leszno_ngo.desk.DeskSite"

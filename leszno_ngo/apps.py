from django.apps import AppConfig
from django.contrib.admin import apps as stock_admin


class GroundConfig(AppConfig):
    name = "leszno_ngo"
    verbose_name = "Urząd: osoby, wydziały, dokumenty źródłowe"

    def ready(self):
        from leszno_ngo import checks  # noqa: F401  registers itself; the app registry is full only now


class DeskConfig(stock_admin.AdminConfig):
    """Django's admin with the desk's own site, made when the models are there."""

    default = False
    default_site = "leszno_ngo.desk.DeskSite"

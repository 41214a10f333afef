from django.apps import AppConfig


class GroundConfig(AppConfig):
    name = "leszno_ngo"
    verbose_name = "Urząd: osoby, wydziały, dokumenty źródłowe"

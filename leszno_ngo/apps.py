from django.apps import AppConfig


class GroundConfig(AppConfig):
    name = "leszno_ngo"
    verbose_name = "Urząd: osoby, wydziały, dokumenty źródłowe"

    def ready(self):
        from leszno_ngo import checks  # noqa: F401  registers itself; the app registry is full only now

"""System checks: what `manage.py check` says about the machine."""

from django.conf import settings
from django.core.checks import Tags, register
from django.core.checks import Warning as CheckWarning

from leszno_ngo import pdf


@register
def pdf_libraries(app_configs, **kwargs):
    """The site runs without WeasyPrint's libraries; only its PDFs are not made."""
    missing = pdf.missing_libraries()
    if not missing:
        return []
    return [
        CheckWarning(
            f"Brak bibliotek do tworzenia plików PDF: {', '.join(missing)}.",
            hint=f"Zainstaluj je poleceniem: {pdf.APT_LINE}",
            id="leszno_ngo.W001",
        )
    ]


@register(Tags.security, deploy=True)
def second_factor(app_configs, **kwargs):
    """A city may do without, knowingly."""
    if settings.SECOND_FACTOR_REQUIRED:
        return []
    return [
        CheckWarning(
            "Do panelu urzędu wystarcza samo hasło.",
            hint="Usuń SECOND_FACTOR_REQUIRED=0 ze środowiska.",
            id="leszno_ngo.W002",
        )
    ]

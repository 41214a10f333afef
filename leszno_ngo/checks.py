"""System checks: what `manage.py check` says about the machine."""

from django.core.checks import Warning as CheckWarning
from django.core.checks import register

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

"""Which years the desk knows."""

from django.http import Http404

from leszno_ngo import clock

FIRST_YEAR = 1990


def asked_year(year):
    """The year of an address; one that has not begun, or that no strategy reaches, is not found."""
    if not FIRST_YEAR <= year <= clock.today().year:
        raise Http404
    return year

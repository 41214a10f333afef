"""What every page knows: the office's facts, the day, and whether the day is pretended."""

from django.conf import settings

from leszno_ngo import clock


def portal(request):
    return {
        "portal_name": settings.PORTAL_NAME,
        "office": {
            "name": settings.OFFICE_NAME,
            "url": settings.OFFICE_URL,
            "email": settings.OFFICE_EMAIL,
            "phone": settings.OFFICE_PHONE,
        },
        "generator_url": settings.GENERATOR_URL,
        "today": clock.today(),
        "is_preview": settings.PORTAL_DATE is not None,
    }

"""Which of the three places of art. 13(3) have a day, and which day nobody has confirmed yet."""

from competitions.choices import Place

THREE_PLACES = (Place.BIP, Place.NOTICE_BOARD, Place.WEBSITE)


def days_of(publications, subject):
    """{place: day} of what was, or is planned to be, made public; the newspaper too."""
    return {
        publication.place: publication.published_on
        for publication in publications
        if publication.subject == subject and publication.published_on is not None
    }


def missing_places(publications, subject):
    """The places that have no day, in the order of the act."""
    days = days_of(publications, subject)
    return [place for place in THREE_PLACES if place not in days]


def last_day_of(publications, subject):
    """The day by which all three places had it; None while one lacks."""
    if missing_places(publications, subject):
        return None
    days = days_of(publications, subject)
    return max(days[place] for place in THREE_PLACES)


def unrecorded_places(publications, subject, on):
    """(place, day) of what was planned for a day before this one and is not confirmed."""
    return [
        (publication.place, publication.published_on)
        for publication in publications
        if publication.subject == subject
        and publication.published_on is not None
        and publication.published_on < on
        and publication.recorded_at is None
    ]

"""An official at the results of one competition, as the test client walks their pages."""

from django.urls import reverse

from competitions.importing.results.saving import COUNTS

FACTS = {
    "committee_appointed_on": "2023-12-22",
    "committee_opinion_on": "2024-01-10",
    "committee_members_of_organisations": "2",
    "committee_without_organisations_reason": "",
    "decided_on": "2024-01-15",
    **dict.fromkeys(COUNTS, ""),
}
OFFER = {
    "bidder": "Klub Abstynenta „Odnowa”",
    "register": "krs",
    "register_number": "0000123456",
    "task_title": "Prowadzenie klubu abstynenckiego",
    "points": "87,5",
    "requested": "40 000",
    "granted": "30.000,00 zł",
    "state": "funded",
    "reason": "",
}
REJECTED = OFFER | {
    "bidder": "Fundacja Żuraw",
    "register_number": "0000777777",
    "points": "",
    "granted": "",
    "state": "rejected",
    "reason": "Ofertę złożono po terminie.",
}


def address(page, competition, *more):
    return reverse(f"admin:competitions_competition_{page}", args=[competition.pk, *more])


def plain(text):
    return str(text).replace("\N{NO-BREAK SPACE}", " ")


def said(page):
    return [plain(message) for message in page.context["messages"]]


class ResultsDesk:
    def __init__(self, client, competition, user):
        self.client, self.competition = client, competition
        client.force_login(user)

    def get(self, page="results", *more):
        return self.client.get(address(page, self.competition, *more))

    def post(self, page, data, *more):
        return self.client.post(address(page, self.competition, *more), data, follow=True)

    def fields(self, offers):
        """The table's form as a browser sends it: facts, and the offers by their keys."""
        table = self.get().context["table"]
        fields = FACTS | {"uklad": table.layout, "widziane": table.seen, "wiersz": list(offers)}
        return fields | {f"{key}-{name}": words for key, offer in offers.items() for name, words in offer.items()}

    def press(self, button, offers, value="1", **changes):
        return self.post("results", self.fields(offers) | changes | {button: value})

    def save(self, offers, **changes):
        return self.press("zapisz", offers, **changes)


def stored_as_sent(competition):
    """{key: fields} of the stored offers, as the page shows them."""
    names = tuple(OFFER)
    words = ({name: getattr(offer, name) for name in names} | {"pk": offer.pk} for offer in competition.results.all())
    return {
        str(row.pop("pk")): {name: "" if value is None else str(value) for name, value in row.items()} for row in words
    }

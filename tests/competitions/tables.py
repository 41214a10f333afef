"""The desk's table as a browser without JavaScript handles it: read the page's form, change it, press a button."""

import lxml.html

from competitions.models import ScheduleEntry


class Sheet:
    """The form of a table page, filled in as the page came."""

    def __init__(self, client, section):
        self.client, self.url = client, f"/admin/competitions/schedulesection/{section.pk}/tabela/"
        self.show(client.get(self.url))

    def show(self, response):
        self.response = response
        self.page = lxml.html.fromstring(response.content.decode()) if response.content else None
        forms = [form for form in self.page.forms if "data-table" in form.attrib] if self.page is not None else []
        pairs = forms[0].form_values() if forms else []
        self.values = [[name, value.removeprefix("\n")] for name, value in pairs]  # a browser drops a textarea's first

    @property
    def keys(self):
        return [value.partition(".")[0] for name, value in self.values if name == "wiersz"]

    def key(self, place):
        """Of the row at this place, from 1."""
        return self.keys[place - 1]

    def value(self, name):
        return next((value for own, value in self.values if own == name), None)

    def fill(self, place, **fields):
        for name, value in fields.items():
            self.put(f"{self.key(place)}-{name}", value)
        return self

    def put(self, name, value):
        self.values = [pair for pair in self.values if pair[0] != name] + [[name, value]]
        return self

    def tick(self, name, *places):
        self.values += [[name, self.key(place)] for place in places]
        return self

    def press(self, button, value="1"):
        data = {}
        for name, own in [*self.values, [button, value]]:
            data.setdefault(name, []).append(own)
        self.show(self.client.post(self.url, data, follow=True))
        return self

    def save(self):
        return self.press("zapisz")

    # ── What the page says ──

    def texts(self, path):
        return [" ".join(found.text_content().split()) for found in self.page.xpath(path)]

    @property
    def messages(self):
        return self.texts("//ul[@class='messagelist']/li")

    @property
    def summary(self):
        return self.texts("//div[@class='table-summary']//li")

    @property
    def notices(self):
        return self.texts("//ul[@class='table-notices']/li | //p[@class='table-notices']")

    @property
    def problem(self):
        return self.texts("//p[@class='errornote']")

    def row_texts(self, place, path):
        return self.texts(f"//tr[@data-row='{self.key(place)}']{path}")

    def understood(self, place):
        return self.row_texts(place, "//p[@class='table-understood']")[0]

    def offered(self, place):
        return self.row_texts(place, "//div[@class='table-offered']/button")

    def column(self, name):
        return [self.value(f"{key}-{name}") for key in self.keys]


def rows_of(section, *names):
    return list(ScheduleEntry.objects.filter(section=section).order_by("position").values_list(*names))

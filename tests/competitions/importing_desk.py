"""An official at the import's pages: uploads a file, reads the preview, puts right, confirms."""

import re

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from competitions.models import ScheduleImport


class Desk:
    """One user's way through the pages of one schedule, as the test client walks it."""

    def __init__(self, client, schedule, user):
        self.client, self.schedule, self.user = client, schedule, user
        client.force_login(user)

    @property
    def upload_url(self):
        return reverse("admin:competitions_schedule_import", args=[self.schedule.pk])

    def preview_url(self, upload=None):
        return reverse(
            "admin:competitions_schedule_import_preview", args=[self.schedule.pk, (upload or self.upload).pk]
        )

    @property
    def upload(self):
        return ScheduleImport.objects.latest("pk")

    def send(self, content, name, reach="wymienione"):
        """Upload the file; the answer is the preview, or the same page with what is wrong."""
        file = SimpleUploadedFile(name, content)
        return self.client.post(self.upload_url, {"plik": file, "zakres": reach}, follow=True)

    def preview(self, asked="", upload=None):
        return self.client.get(self.preview_url(upload) + asked)

    def press(self, page, act, changes=None):
        """Send the preview as the browser would: every field as it stands, but for the changes."""
        return self.client.post(page.request["PATH_INFO"], fields_of(page) | (changes or {}) | {"co": act}, follow=True)

    def confirm(self, page):
        return self.press(page, "zatwierdz")

    def take(self, content, name, reach="wymienione"):
        """Upload and confirm at once."""
        return self.confirm(self.send(content, name, reach))


def fields_of(page):
    """What a browser would send back of the preview's form."""
    context = page.context
    fields = {"odcisk": context["comparison"].fingerprint, "wiersze": context["keys"]}
    for form in [*context["forms"], context["questions"]]:
        for field in form:
            value = field.value()
            if value is True or value not in (None, False):
                fields[field.html_name] = "on" if value is True else value
    return fields


def errors(page):
    """What the upload page says of the file."""
    return [message for messages in page.context["form"].errors.values() for message in messages]


def said(page):
    return [str(message) for message in page.context["messages"]]


def rows(page):
    return {form.row.key: form.row for form in page.context["forms"]}


def states(page):
    return {words: n for words, n, _, _ in page.context["counts"] if n}


def words_on(page):
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())

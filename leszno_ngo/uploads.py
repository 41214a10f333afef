"""Files that officials send in: kept until they are taken over or thrown away, and given back as they were sent.

An upload is a row with `name`, `file`, `corrections` and `saved_at`; what its file says, its own importer knows.
"""

import uuid
from functools import partial
from pathlib import PurePath

from django.core.files.base import ContentFile
from django.db import transaction
from django.http import FileResponse

from leszno_ngo.reading import Refused

LONGEST_NAME = 200
SAFE_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class Changed(Refused):
    """What an official confirms is no longer what was shown; the preview has to be seen again."""


class Taken(Refused):
    """Somebody took the file over, or threw it away, a moment before."""


def shortened(name):
    path = PurePath(name)
    return name if len(name) <= LONGEST_NAME else path.stem[: LONGEST_NAME - len(path.suffix)] + path.suffix


def store(upload, content: bytes) -> None:
    """Keep the bytes under a name that nobody can guess, and the row."""
    ending = PurePath(upload.name).suffix.lower()
    upload.file = upload.file.storage.save(f"wczytane/{uuid.uuid4().hex}{ending}", ContentFile(content))
    upload.save()


@transaction.atomic
def put_right(upload, corrections: dict) -> bool:
    """Keep these corrections beside the others; {} takes a line's correction back. Whether anything changed."""
    upload.refresh_from_db(from_queryset=type(upload).objects.select_for_update(of=("self",)))
    if "names" in corrections:
        answers = upload.corrections.get("names", {}) | corrections["names"]
        corrections = corrections | {"names": {key: answer for key, answer in answers.items() if answer}}
    merged = {key: said for key, said in (upload.corrections | corrections).items() if said}
    if merged == upload.corrections or upload.saved_at:
        return False
    upload.corrections = merged
    upload.save(update_fields=["corrections"])
    return True


@transaction.atomic
def forget(upload) -> None:
    """Throw the waiting file away, from the disk too."""
    name, storage = upload.file.name, upload.file.storage
    upload.delete()
    transaction.on_commit(partial(storage.delete, name))


def attachment(file, name) -> FileResponse:
    """A file as it was sent, to be saved and never shown: it may hold anything."""
    ending = name.rpartition(".")[2].lower()
    response = FileResponse(
        file.open("rb"),
        as_attachment=True,
        filename=name,
        content_type=SAFE_TYPES.get(ending, "application/octet-stream"),
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response

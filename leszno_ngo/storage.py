"""Where issued and source documents are kept: a file is there whole or not at all, and never changes."""

import contextlib
import os
import tempfile
from pathlib import Path

from django.core.files.storage import FileSystemStorage, storages
from django.utils.deconstruct import deconstructible


@deconstructible(path="leszno_ngo.storage.IssuedFileStorage")
class IssuedFileStorage(FileSystemStorage):
    """Files named by their own hash, so a name that is taken holds the very same bytes."""

    def get_available_name(self, name, max_length=None):
        return name

    def _save(self, name, content):
        target = Path(self.path(name))
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.exists():
            write_whole(target, content.read(), self.file_permissions_mode)
        return name


def write_whole(target, content, mode):
    """Write beside the target, then rename: a reader or a power cut never meets half a file."""
    handle, part = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            if mode is not None:
                os.fchmod(file.fileno(), mode)
            os.fsync(file.fileno())
    except OSError:
        Path(part).unlink()  # else each attempt would fill the full disk further
        raise
    # A colleague who has just finished the same file sweeps our part away with those of killed writers.
    with contextlib.suppress(FileNotFoundError):
        Path(part).rename(target)
    for left_behind in target.parent.glob(f".{target.name}.*"):
        left_behind.unlink(missing_ok=True)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def issued_files():
    """The storage named "issued" in the settings; a city may point it at an object store."""
    return storages["issued"]


def source_files():
    """The storage named "sources": files that officials sent in. No address leads there but through the desk."""
    return storages["sources"]

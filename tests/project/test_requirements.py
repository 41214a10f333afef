"""What pyproject.toml asks for is what the two locked files give."""

import re
import tomllib

from tests.project.sources import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())


def pins(name):
    """{package: version} of a locked file."""
    return dict(re.findall(r"^([\w.-]+)(?:\[[\w,]+\])?==(\S+)", (ROOT / name).read_text(), flags=re.MULTILINE))


def asked_for(dependencies):
    return {re.match(r"[\w.-]+", dependency).group().lower() for dependency in dependencies}


def test_everything_the_portal_needs_is_locked():
    assert asked_for(PROJECT["project"]["dependencies"]) - set(pins("requirements.txt")) == set()


def test_everything_development_needs_is_locked():
    assert asked_for(PROJECT["dependency-groups"]["dev"]) - set(pins("requirements-dev.txt")) == set()


def test_development_runs_on_the_versions_of_the_portal():
    development = pins("requirements-dev.txt")

    assert {package: development.get(package) for package in pins("requirements.txt")} == pins("requirements.txt")


def test_every_locked_package_has_hashes():
    for name in ("requirements.txt", "requirements-dev.txt"):
        blocks = re.split(r"\n(?=\w)", (ROOT / name).read_text().partition("\n")[2])

        assert [block.split("==")[0] for block in blocks if "--hash=sha256:" not in block] == []

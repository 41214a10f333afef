"""In production the portal starts only when it is complete."""

import os
import subprocess
import sys

import pytest

from tests.project.sources import ROOT

COMPLETE = {
    "PRODUCTION": "1",
    "SECRET_KEY": "k3Jx9-Qw7_Zt5mVb2nRy8sLd4fGh6pTc1aXe0uIoPzWqErTyUiOp",
    "ALLOWED_HOSTS": "portal.example",
    "DATABASE_URL": "postgres://portal@localhost/portal",
    "REDIS_URL": "redis://localhost",
    "PORTAL_URL": "https://portal.example",
    "EMAIL_URL": "smtp+tls://portal:secret@mail.example:587",
}


def manage(command, environment):
    """manage.py in a process of its own, with nothing of this one's settings but the folder for files."""
    kept = {name: os.environ[name] for name in ("PATH", "VAR")}
    return subprocess.run(
        [sys.executable, ROOT / "manage.py", *command], env=kept | environment, capture_output=True, text=True
    )


def refusal(environment):
    """The last line of what manage.py says when it does not start."""
    result = manage(["check"], environment)
    assert result.returncode == 1
    return result.stderr.strip().splitlines()[-1].partition(": ")[2]


def test_a_complete_production_has_nothing_to_complain_of():
    result = manage(["check", "--deploy", "--fail-level", "WARNING"], COMPLETE)

    assert (result.returncode, result.stdout) == (0, "System check identified no issues (0 silenced).\n")


def test_a_fresh_checkout_starts_with_nothing_in_the_environment():
    assert manage(["check", "--fail-level", "WARNING"], {}).returncode == 0


@pytest.mark.parametrize("secret", [name for name in COMPLETE if name != "PRODUCTION"])
@pytest.mark.parametrize("given", [{}, "empty"])
def test_production_refuses_to_start_without_a_secret(secret, given):
    environment = {name: value for name, value in COMPLETE.items() if name != secret}

    assert (
        refusal(environment | ({secret: ""} if given else {}))
        == f"PRODUCTION=1 needs these in the environment: {secret}."
    )


def test_production_refuses_a_pretended_date():
    assert refusal(COMPLETE | {"PORTAL_DATE": "2023-12-01"}) == (
        "PORTAL_DATE is for previews; with PRODUCTION=1 the portal lives on the real date."
    )


def test_production_refuses_debugging():
    assert refusal(COMPLETE | {"DEBUG": "1"}) == "PRODUCTION=1 and DEBUG=1 do not go together."


def test_a_preview_refuses_a_date_that_is_none():
    assert refusal({"PORTAL_DATE": "1.12.2023"}) == "PORTAL_DATE='1.12.2023' is not a date such as 2023-12-01."

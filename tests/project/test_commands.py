"""The commands a stranger types."""

import os
import subprocess

import pytest

from tests.project.sources import ROOT

SCRIPTS = ["bin/run", "bin/test", "bin/lint", "bin/lock", "bin/bench", ".ci/run"]


def test_the_readme_gives_the_commands_there_are():
    readme = (ROOT / "README.md").read_text()

    assert [command for command in ("bin/run", "bin/test", "bin/lint") if f"{command}\n" not in readme] == []


@pytest.mark.parametrize("script", SCRIPTS)
def test_every_script_can_be_started(script):
    assert os.access(ROOT / script, os.X_OK)


@pytest.mark.parametrize("arguments", [["--bogus"], ["--port"], ["--port", "http"], ["--port="], ["8000"]])
def test_run_explains_itself_when_it_does_not_understand(arguments, tmp_path):
    result = subprocess.run([ROOT / "bin/run", *arguments], cwd=tmp_path, capture_output=True, text=True)

    assert (result.returncode, result.stderr.splitlines()[0]) == (2, "Użycie: bin/run [--port N] [--setup-only]")

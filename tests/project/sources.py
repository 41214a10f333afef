"""The repository's own files, as the rules for the whole project read them."""

import ast
import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ["leszno_ngo", "strategy", "competitions"]
NOT_OURS = {".git", ".venv", "var", "__pycache__"}
MADE_BY_TOOLS = {".pytest_cache", ".ruff_cache", ".hypothesis", ".import_linter_cache"}


@dataclass(frozen=True)
class Source:
    path: Path

    def __str__(self):
        return self.path.relative_to(ROOT).as_posix()

    def at(self, line):
        return f"{self}:{line}"

    @cached_property
    def text(self):
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def lines(self):
        return self.text.splitlines()

    @cached_property
    def tree(self):
        return ast.parse(self.text)

    def nodes(self, *kinds):
        return [node for node in ast.walk(self.tree) if isinstance(node, kinds)]

    def matches(self, pattern):
        """Where the pattern stands, one place a line."""
        return [self.at(number) for number, line in enumerate(self.lines, start=1) if pattern.search(line)]


def files():
    """Every file of the repository, as a fresh clone holds them."""
    for folder, folders, names in os.walk(ROOT):
        folders[:] = sorted(set(folders) - NOT_OURS - MADE_BY_TOOLS)
        yield from (Source(Path(folder, name)) for name in sorted(names))


def is_text(source):
    return b"\0" not in source.path.read_bytes()


def texts():
    return [source for source in files() if is_text(source)]


def ending(*endings, under=("",)):
    return [source for source in files() if str(source).endswith(endings) and str(source).startswith(tuple(under))]


def product_modules():
    """The portal's Python, without migrations."""
    modules = ending(".py", under=[f"{app}/" for app in PRODUCT])
    return [source for source in modules if "/migrations/" not in str(source)]


def modules_of_tests():
    return ending(".py", under=["tests/"])


def templates():
    return ending(".html", under=["templates/"])

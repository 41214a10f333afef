"""A strategy's document → records, issues and problems (`read`, pure) → rows, all or nothing (`save`)."""

from strategy.importing.numbers import parse_number
from strategy.importing.readers import read
from strategy.importing.saving import save, try_out

__all__ = ["parse_number", "read", "save", "try_out"]

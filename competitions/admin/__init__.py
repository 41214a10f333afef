"""The officials' desk for planning."""

from competitions.admin import lists

__all__ = ["lists"]

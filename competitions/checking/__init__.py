"""What a working edition still lacks or leaves in doubt: rows in, findings out, each with a sentence and its place."""

from competitions.checking.findings import Finding, Findings, Part, Review
from competitions.checking.reviews import reviews

__all__ = ["Finding", "Findings", "Part", "Review", "reviews"]

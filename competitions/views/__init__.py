"""Public pages: they only read."""

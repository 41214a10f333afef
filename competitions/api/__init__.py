"""The machine-readable sisters of pages."""

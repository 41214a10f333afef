"""The machine-readable sisters of the strategy's pages."""

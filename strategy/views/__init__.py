"""The strategy's public pages: they only read, and only what is public."""

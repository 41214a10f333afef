"""A spreadsheet with a year's values: written with what is known, read back cell by cell."""

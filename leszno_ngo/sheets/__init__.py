"""Spreadsheets in and out: what is read is safe and told cell by cell, what is written can hold no formula."""

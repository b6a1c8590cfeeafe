"""A recording in a few sentences and tables."""

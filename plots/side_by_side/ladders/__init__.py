"""A file for each number that machines are compared by."""

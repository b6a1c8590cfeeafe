"""One folder for each question: what its rows say, in numbers, a table, charts, a section and sentences."""

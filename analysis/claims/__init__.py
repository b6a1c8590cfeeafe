"""The claims of the text that this project began with: a file each, claim_*.py, found by its name."""
ORDER = 10  # among the sections of the page

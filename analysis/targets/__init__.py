"""The goals that this project sets its own pools, held against a recording."""

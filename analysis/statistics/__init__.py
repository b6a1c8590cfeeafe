"""Estimates, intervals and decisions from the lives of measured cells; it knows no question."""

"""Recordings of several machines beside each other."""

"""How strategies compare at the same work."""

"""Drawing, and the programs that a user calls."""

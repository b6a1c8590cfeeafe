"""What changed between two recordings, and whether they may be compared at all."""

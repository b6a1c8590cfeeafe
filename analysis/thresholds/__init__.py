"""From which time of a plain loop on each strategy pays, for programs to read."""

"""Is a recording that somebody sends in fit for results/? One file of checks for each thing that it must be."""

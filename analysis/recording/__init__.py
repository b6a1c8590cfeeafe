"""Reading: the one place that knows what a recording looks like."""

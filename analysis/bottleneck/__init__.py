"""What bounds a run: causes, the rule that names one, and the cases that are judged."""

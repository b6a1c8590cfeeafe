"""What may bound a run, one cause or one workload a file; `bounds` names the largest."""

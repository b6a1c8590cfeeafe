"""What machines are compared in, one file each."""

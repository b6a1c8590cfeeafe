"""What a recording says: read, judged, and answered question by question. It draws nothing."""

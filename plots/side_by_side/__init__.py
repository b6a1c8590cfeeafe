"""Recordings of several machines, side by side: what each is like, what pays there, what makes two not comparable."""

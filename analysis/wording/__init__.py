"""Numbers, names, lists and tables as people read them."""

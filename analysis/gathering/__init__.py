"""From which cost of an item on it pays to compute on several hosts and to gather the results on one of them."""

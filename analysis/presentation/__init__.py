"""Charts and sections as data, whoever draws them."""

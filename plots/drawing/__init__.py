"""Still pictures, by matplotlib."""

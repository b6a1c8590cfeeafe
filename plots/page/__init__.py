"""The page: templates, style, and the script that draws charts in a browser."""

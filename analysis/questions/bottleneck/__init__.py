"""What bounds each strategy?"""
ORDER = 87  # among the questions, and the sections of the page

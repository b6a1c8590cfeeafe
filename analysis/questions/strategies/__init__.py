"""Which strategy is fastest?"""
ORDER = 20  # among the questions, and the sections of the page

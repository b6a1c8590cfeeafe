"""Which strategy is fastest?"""
ORDER = 20  # among the questions

"""From how long a job on does it pay to share it?"""
ORDER = 5  # among the questions

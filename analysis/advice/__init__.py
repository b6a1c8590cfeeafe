"""What to use for one's own job, and how long it will take: predicted from what a recording measured.

    job.py         what is to be computed
    evidence.py    which rows tell of a strategy
    bandwidth.py   how fast memory feeds so many workers
    draws.py       the same numbers in many resamples of the lives
    estimation.py  the numbers that explain the rows best
    model.py       them, for every strategy at one number of workers
    prediction.py  the time of a job, in parts
    choice.py      the ranking, its ties, and what is advised
    changes.py     the sizes at which the advice changes
    overview.py    the advice for short and long jobs, called rarely and often
    report.py      all that in words and tables
    held_out.py    jobs that a recording does not have, to hold the advice against
"""
ORDER = 15  # among the sections of the page

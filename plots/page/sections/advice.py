"""What should I use for my own job?"""
from __future__ import annotations

from typing import Optional

import advice
from page.section import Section, of_table
from results import Recording, ResultsError

ORDER, TITLE, NEEDS = 15, "What should I use for my own job?", "--profile=standard"


def section(recording: Recording) -> Optional[Section]:
    try:
        matrix = advice.matrix(recording)
    except ResultsError:
        return None
    return Section(TITLE, "It depends on how long the job takes in a plain loop and on how often the same workers do it.",
                   tables=[of_table("Predicted: the strategy to use, and its speed-up over a plain loop", matrix,
                                    matrix.columns)],
                   paragraphs=["For a job of your own: plots/advise.py RESULT.json --items N --ns-per-item T --calls C. "
                               "It tells the predicted times with their intervals, the ties and the sizes at which the "
                               "answer changes; --explain prints the model."])

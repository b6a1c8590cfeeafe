"""What should I use for my own job?"""
from __future__ import annotations

from typing import Optional

import advice
from advice.report import FORMULAS, WORDS, parameters
from page.section import Section, of_table
from results import Recording, ResultsError

ORDER, TITLE, NEEDS = 15, "What should I use for my own job?", "--profile=standard"
ANSWER = "It depends on how long the job takes in a plain loop, and on how often the same workers do it."
OWN = ("For a job of your own: plots/advise.py RESULT.json --items N --ns-per-item T --calls C. It tells the predicted "
       "times with their intervals, the ties, and the sizes at which the answer changes.")


def section(recording: Recording) -> Optional[Section]:
    try:
        known = advice.model(recording, max(1, int(recording.cpus or 1)))
    except ResultsError:
        return None
    matrix = advice.matrix(recording, known)
    explained = of_table("The model's numbers", parameters(known), WORDS)
    return Section(TITLE, [ANSWER], paragraphs=[OWN, f"The model: {'; '.join(FORMULAS)}."], tables=[
        of_table("The strategy to use, and its predicted speed-up over a plain loop", matrix, matrix.columns),
        explained and explained._replace(is_detail=True)])

"""What should I use for my own job?"""
from __future__ import annotations

from typing import Optional

from analysis.advice.model import model
from analysis.advice.overview import matrix
from analysis.advice.report import FORMULAS, parameters, WORDS
from analysis.presentation.sections import of_table, Section
from analysis.recording.reader import Recording, ResultsError
from analysis.wording.commands import command

TITLE, NEEDS = "What should I use for my own job?", "--profile=standard"
ANSWER = "It depends on how long the job takes in a plain loop, and on how often the same workers do it."
OWN = (f"For a job of your own run {command('plots/advise.py')} RESULT.json --items N --ns-per-item T --calls C. "
       "It prints the predicted times with their intervals, the ties, and the sizes at which the answer changes.")


def section(recording: Recording) -> Optional[Section]:
    try:
        known = model(recording, max(1, int(recording.cpus or 1)))
    except ResultsError:
        return None
    choices = matrix(recording, known)
    explained = of_table("The model's numbers", parameters(known), WORDS)
    return Section(TITLE, [ANSWER], paragraphs=[OWN, f"The model: {'; '.join(FORMULAS)}."], tables=[
        of_table("The strategy to use, and its predicted speed-up over a plain loop", choices, choices.columns),
        explained and explained._replace(is_detail=True)])

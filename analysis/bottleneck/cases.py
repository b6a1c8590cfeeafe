"""Which cells of a recording are compared with each other, and so have their bounds named."""
from __future__ import annotations

from typing import Callable, Iterator, List, Tuple

from analysis.questions.anatomy import numbers as anatomy
from analysis.questions.contention import numbers as contention
from analysis.questions.granularity import numbers as granularity
from analysis.questions.imbalance import bound as uneven
from analysis.questions.scaling import numbers as scaling
from analysis.questions.waiting import numbers as waiting
from analysis.ranking import ranking
from analysis.recording import usual_settings as settings
from analysis.recording.reader import Measurement, Recording
from analysis.wording.units import count, printable, seconds

Setting = Tuple[str, List[Measurement]]  # in words, and its cells, the fastest first
SLICE = 1e-5  # seconds: long for a pool, short for a new thread

NAME_WIDTH = 20


def compared(recording: Recording) -> Iterator[Setting]:
    """Those that have cells."""
    for part in PARTS:
        for what, cells in part(recording):
            if cells:
                yield what, sorted(cells, key=lambda cell: (-cell.rate, cell.strategy))


def _largest_squares(recording: Recording) -> Iterator[Setting]:
    workers = ranking.usual_workers(recording)
    n = ranking.largest_n(recording, workers)
    yield f"squares, n = {count(n)}", [row.cell for row in ranking.rank(recording, n, workers)]


def _intense_squares(recording: Recording) -> Iterator[Setting]:
    workers = ranking.usual_workers(recording)
    for panel in scaling.panels(recording):
        if panel.intensity > 1:
            cells = [each[workers] for each in panel.strategies.values() if workers in each]
            yield f"squares, intensity {panel.intensity}", [panel.serial, *cells]


def _slices(recording: Recording) -> Iterator[Setting]:
    durations = granularity.slices(recording)
    if durations:
        steps = min(durations, key=lambda each: abs(durations[each] - SLICE))
        curves = granularity.curves(recording, "warm", granularity.usual_workers(recording))
        yield (f"slices of {seconds(durations[steps])}",
               [cells[steps] for cells in curves.values() if steps in cells])


def _timelines(recording: Recording) -> Iterator[Setting]:
    for n, found in anatomy.anatomies(recording, anatomy.usual_workers(recording)).items():
        yield f"timeline, n = {count(n)}", [each.cell for each in found.values()]


def _uneven_squares(recording: Recording) -> Iterator[Setting]:
    cells = settings.usual(ranking.contestants(recording, uneven.WORKLOAD, "warm"), ("shape", *uneven.CREW))
    workers = ranking.usual_workers(recording, cells)
    cells = [cell for cell in cells if cell.is_serial or cell.workers == workers]
    for shape in dict.fromkeys(str(cell.keys.get("shape", "")) for cell in cells):
        best = ranking.best(cell for cell in cells if cell.keys.get("shape") == shape)
        yield f"items, {printable(shape, NAME_WIDTH)}", list(best.values())


def _locks(recording: Recording) -> Iterator[Setting]:
    contests = {contention.CACHED: contention.contest(recording), **contention.other_regimes(recording)}
    for regime, contest in contests.items():
        for lock, cells in contention.at(contest, contention.usual_workers(contest)).items():
            yield f"file, {printable(lock, NAME_WIDTH)}, {regime}", list(cells.values())


def _waits(recording: Recording) -> Iterator[Setting]:
    for kind, curves in waiting.kinds(recording).items():
        yield f"waiting, {printable(kind, NAME_WIDTH)}", [cells[max(cells)] for cells in curves.values()]


PARTS: Tuple[Callable[[Recording], Iterator[Setting]], ...] = (
    _largest_squares, _intense_squares, _slices, _timelines, _uneven_squares, _locks, _waits)

"""Colour, marker and line of a strategy: the same in every chart, whoever draws it."""
from __future__ import annotations

import zlib
from typing import List, Mapping, NamedTuple, Tuple, TypeVar

MUTED = "#5f6368"  # of guides and notes

Value = TypeVar("Value")


class Look(NamedTuple):
    colour: str
    marker: str
    line: str


# Okabe and Ito's palette, which colour-blind readers can tell apart: one colour for each family of
# strategies. Within a family marker and line differ, and no two strategies share both of them.
BLACK, BLUE, ORANGE, GREEN = "#000000", "#0072b2", "#e69f00", "#009e73"
PURPLE, VERMILION, SKY = "#cc79a7", "#d55e00", "#56b4e9"
GREY, BROWN, INDIGO, WINE = "#7f7f7f", "#8c510a", "#5e4fa2", "#882255"
SOLID, DASHED, DASH_DOT, DOTTED = "-", "--", "-.", ":"

LOOKS = {
    "serial": Look(BLACK, "o", SOLID),
    "thread_pool": Look(BLUE, "s", SOLID),
    "thread_pool_dynamic": Look(BLUE, "D", DASHED),
    "thread_pool_blocking": Look(BLUE, "p", DASHED),
    "thread_per_call": Look(BLUE, "^", DASH_DOT),
    "async": Look(BLUE, "v", DOTTED),
    "asio_pool": Look(WINE, "H", SOLID),
    "openmp_static": Look(ORANGE, "v", SOLID),
    "openmp_dynamic": Look(ORANGE, ">", DASHED),
    "openmp_passive": Look(ORANGE, "<", DASH_DOT),
    "openmp_taskloop": Look(ORANGE, "X", DOTTED),
    "tbb_static": Look(GREEN, "P", SOLID),
    "tbb_auto": Look(GREEN, "X", DASHED),
    "stdpar": Look(PURPLE, "*", SOLID),
    "process_pool": Look(VERMILION, "D", SOLID),
    "process_pool_dynamic": Look(VERMILION, "P", DASHED),
    "process_pool_pipe": Look(VERMILION, "s", DASHED),
    "process_per_call": Look(VERMILION, "<", DASH_DOT),
    "process_spawn": Look(VERMILION, "h", DOTTED),
    "mpi": Look(SKY, "p", SOLID),
    "io_uring": Look(INDIGO, "d", SOLID),
    "bare_loop": Look(GREY, "d", DASHED),
    "native_loop": Look(BROWN, "d", SOLID),
    "python_serial": Look(GREY, "o", SOLID),
    "python_threads": Look(GREY, "s", DASHED),
    "python_pool_fork": Look(GREY, "D", DASH_DOT),
    "python_pool_spawn": Look(GREY, "^", DOTTED),
}
FAMILIES = (("thread", BLUE), ("async", BLUE), ("openmp", ORANGE), ("tbb", GREEN),
            ("stdpar", PURPLE), ("process", VERMILION), ("mpi", SKY), ("python", GREY))
SPARE_COLOURS = ("#a6761d", "#35978f", "#878700")
SPARE_MARKERS = ("d", "H", "8", "p", "h", "<", ">", "*")


def look(strategy: str) -> Look:
    """An unknown strategy gets a look from its name, so it keeps it in every chart and recording."""
    if strategy in LOOKS:
        return LOOKS[strategy]
    dice = zlib.crc32(strategy.encode("utf-8", "replace"))
    spare = SPARE_COLOURS[dice % len(SPARE_COLOURS)]
    colour = next((colour for prefix, colour in FAMILIES if strategy.startswith(prefix)), spare)
    return Look(colour, SPARE_MARKERS[dice // 7 % len(SPARE_MARKERS)],
                (DASHED, DASH_DOT, DOTTED)[dice // 101 % 3])


def family_order(strategy: str) -> Tuple[int, str]:
    """Sorts the known strategies by family, the unknown ones behind them by name."""
    known = list(LOOKS)
    return (known.index(strategy) if strategy in LOOKS else len(known), strategy)


def in_family_order(by_strategy: Mapping[str, Value]) -> List[Tuple[str, Value]]:
    return sorted(by_strategy.items(), key=lambda item: family_order(item[0]))

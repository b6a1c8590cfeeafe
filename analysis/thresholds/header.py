"""Thresholds as a C++ header: data that the compiler knows, and a function that looks them up."""
from __future__ import annotations

import math
from typing import Any, List, Mapping, Optional

TEMPLATE = """\
// From which time of a plain loop on a strategy pays, as measured by Crossover: written by thresholds.py.
#pragma once

#include <limits>

namespace crossover_thresholds {{

constexpr double never = std::numeric_limits<double>::infinity();  // at no size measured, or beyond them
constexpr double unknown = -1.0;                                   // measured once, not measured, or undecided

constexpr const char* recording = {recording};
constexpr const char* machine = {machine};
constexpr const char* cpu_model = {cpu_model};
constexpr const char* effective_cpus = {effective_cpus};
constexpr const char* date = {date};
constexpr const char* commit = {commit};
constexpr const char* state = {state};

enum class Workers {{ ready, fresh }};  // kept from run to run; started for a run and stopped behind it

// Nanoseconds that a plain loop takes for the job. Intervals are 95 %; a low end of 0 lies below the sizes measured.
struct Threshold {{
  const char* strategy;
  Workers workers_are;
  unsigned workers;
  double pays_from_ns, pays_from_low_ns, pays_from_high_ns;
  double until_ns;  // from here on the plain loop is faster again
  double slice_ns, slice_low_ns, slice_high_ns;  // the shortest slice for a worker that is half work or more
  double slice_items;  // so many items of the job take as long

  constexpr bool pays(double plain_loop_ns) const {{
    return pays_from_ns >= 0 && plain_loop_ns >= pays_from_ns && plain_loop_ns < until_ns;
  }}
}};

constexpr Threshold thresholds[] = {{
{entries}
}};

static constexpr bool is_same(const char* one, const char* other) {{
  return *one == *other && (*one == '\\0' || is_same(one + 1, other + 1));
}}

// Of what is not known the times are unknown, and it never pays.
static constexpr Threshold find(const char* strategy, Workers workers_are, unsigned from = 0) {{
  return from == sizeof thresholds / sizeof *thresholds
             ? Threshold{{strategy, workers_are, 0, unknown, unknown, unknown, never,
                         unknown, unknown, unknown, unknown}}
         : thresholds[from].workers_are == workers_are && is_same(thresholds[from].strategy, strategy)
             ? thresholds[from]
             : find(strategy, workers_are, from + 1);
}}

}}  // namespace crossover_thresholds
"""
FACTS = ("recording", "machine", "cpu_model", "effective_cpus", "date", "commit", "state")


def header(found: Mapping[str, Any]) -> str:
    """Of what thresholds.py writes as JSON."""
    return TEMPLATE.format(entries="\n".join(map(_entry, found["thresholds"])),
                           **{name: quoted(found[name]) for name in FACTS})


def quoted(text: str) -> str:
    """A literal of ASCII alone: every other byte of its UTF-8, and what has a meaning of its own, by number."""
    letters = "".join(chr(byte) if 32 <= byte < 127 and chr(byte) not in "\"\\?" else f"\\{byte:03o}"
                      for byte in text.encode("utf-8", "replace"))
    return f'"{letters}"'


def _entry(each: Mapping[str, Any]) -> str:
    nothing = math.inf if each["verdict"] == "never" else None
    until = math.inf if each["until_ns"] is None else each["until_ns"]
    slice_ends = _ends(each["slice_interval_ns"])
    numbers = [_or(each["pays_from_ns"], nothing), *_ends(each["interval_ns"]), until, each["slice_ns"], *slice_ends,
               each["slice_items"]]
    return (f"    {{{quoted(each['strategy'])}, Workers::{each['workers_are']}, {each['workers']}, "
            f"{', '.join(map(_number, numbers))}}},")


def _ends(interval: Optional[List[Optional[float]]]) -> List[Optional[float]]:
    return [None, None] if interval is None else [interval[0], _or(interval[1], math.inf)]


def _or(value: Optional[float], otherwise: Optional[float]) -> Optional[float]:
    return otherwise if value is None else value


def _number(value: Optional[float]) -> str:
    if value is None:
        return "unknown"
    return "never" if value == math.inf else repr(float(value))

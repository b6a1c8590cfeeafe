"""What tests ask of figures."""
from __future__ import annotations


def titled(figures, start):
    """The one figure whose title begins so."""
    found, = (each for each in figures if each.title.startswith(start))
    return found


def series(figure, name):
    found, = (each for each in figure.series if each.name == name)
    return found


def values(figure, name):
    """By place, of one series."""
    return {point.place: point.value for point in series(figure, name).points}


def doubtful(figure):
    """Series and place of what is drawn hollow."""
    return [(each.name, point.place) for each in figure.series for point in each.points if point.doubt]


def without(rows, *counters):
    return [{key: value for key, value in row.items() if key not in counters} for row in rows]

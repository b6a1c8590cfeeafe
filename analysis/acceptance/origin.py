"""Was it recorded as all others were: by record.py, to its end, often enough, with a Release build of a commit?

A check says nothing (None) of what another one has found to be missing altogether.
"""
from __future__ import annotations

from typing import Optional

from analysis.acceptance.finding import Finding, note, ok, wrong
from analysis.recording.reader import Recording
from analysis.statistics.recording_quality import fitness
from analysis.statistics.noise import noise_floor
from analysis.wording.commands import BUILD_IT, RECORD

FEWEST_LIVES = 3  # with two, an interval would miss more often than it promises
RECORD_IT = f"record it with {RECORD}"
BUILD_ANEW = f"{BUILD_IT}, and record again"
BRIEF = "brief"  # the plan's extent
RELEASE, DIRTY, UNKNOWN_COMMIT = "release", "-dirty", "unknown"


def recorder(recording: Recording) -> Finding:
    if not recording.has_lives or not recording.plan:
        return wrong(f"it has no plan or no lives, so ./bench wrote it alone: how sure its times are cannot "
                     f"be said; {RECORD_IT}")
    return ok(f"recorded by {RECORD}")


def state(recording: Recording) -> Optional[Finding]:
    if not recording.has_lives:
        return None
    if recording.state != "complete":
        return wrong(f"it is not complete, but {recording.state or 'says nothing of that'}; go on with it: "
                     f"{RECORD} --resume FILE")
    return ok("complete")


def lives(recording: Recording) -> Optional[Finding]:
    if not recording.has_lives:
        return None
    count = len(recording.lives)
    if count < FEWEST_LIVES:
        return wrong(f"{count} {'life is' if count == 1 else 'lives are'} too few to know how sure a time is, "
                     f"{FEWEST_LIVES} are the least; add some: "
                     f"{RECORD} --resume FILE --lives {FEWEST_LIVES}")
    return ok(fitness(recording)[0])


def extent(recording: Recording) -> Optional[Finding]:
    """None of what says nothing of it, or is whole."""
    if recording.plan.get("extent") != BRIEF:
        return None
    return note("it is brief: it has the few rows that its answers need; a whole one is of more use here: "
                f"{RECORD} --profile=standard")


def suite_build(recording: Recording) -> Finding:
    return _release("build_type", "the suite", recording)


def library_build(recording: Recording) -> Finding:
    return _release("library_build_type", "Google Benchmark", recording)


def commit(recording: Recording) -> Finding:
    value = recording.context.get("commit")
    if not isinstance(value, str) or not value or value == UNKNOWN_COMMIT:
        return wrong(f"context.commit is '{recording.about('commit')}', so nobody can build the same program; build it "
                     "in a clone of the repository and record again")
    if value.endswith(DIRTY):
        return wrong(f"its program was built from files that are in no commit ({recording.about('commit')}); "
                     f"commit or stash them, {BUILD_ANEW}")
    return ok(f"built from commit {recording.about('commit')}")


def noise(recording: Recording) -> Optional[Finding]:
    if not recording.has_lives:
        return None
    floor = noise_floor(recording)
    if not floor:
        return wrong("no row has a twin with times in two lives, so what it can see is not known; "
                     f"{RECORD_IT}, which adds twins")
    return ok(str(floor))


def _release(key: str, what: str, recording: Recording) -> Finding:
    value = recording.context.get(key)
    if not isinstance(value, str) or value.lower() != RELEASE:
        return wrong(f"{what} is no Release build: context.{key} is '{recording.about(key)}'; {BUILD_ANEW}")
    return ok(f"{what} is a Release build")


CHECKS = (recorder, state, lives, extent, suite_build, library_build, commit, noise)

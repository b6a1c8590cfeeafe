"""Python's own ways to compute squares: the programs that this project began with.

`bench` contains this file, starts it as `python3 FILE WAY WORKLOAD ARENA WORKERS OFFSET STRIDE BOUND...` and asks it
by lines on standard input to run or to deliver; see strategies/python/python_process.hpp. Imports are part of a
way's start, so each way imports only what it needs.
"""

from __future__ import annotations

import _signal
import _thread
import os
import sys

TYPE_CHECKING = False  # as typing's, which is not imported: it takes long
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    Task = tuple[str, int, int]  # a workload's name; its items [first, last)
    Part = tuple[tuple[int, int], list[int]]  # process and thread that computed; the results
    Run = Callable[[], tuple[list[int], int]]  # all results; how many workers computed

ANSWER_BYTES = 64  # as strategies/python/python_process.cpp has it


def squares(first: int, last: int) -> list[int]:
    return [x * x for x in range(first + 1, last + 1)]


def empty(first: int, last: int) -> list[int]:
    return [1 for _ in range(first, last)]


WORKLOADS = {"squares": squares, "empty": empty}


def compute(task: Task) -> Part:
    workload, first, last = task
    return (os.getpid(), _thread.get_ident()), WORKLOADS[workload](first, last)


def collect(parts: Iterable[Part]) -> tuple[list[int], int]:
    values: list[int] = []
    workers = set()
    for worker, part in parts:
        workers.add(worker)
        values += part
    return values, len(workers)


def python_serial(workload: str, bounds: list[int], workers: int, serve: Callable[[Run], None]) -> None:
    serve(lambda: (WORKLOADS[workload](bounds[0], bounds[-1]), 1))


def python_threads(workload: str, bounds: list[int], workers: int, serve: Callable[[Run], None]) -> None:
    from concurrent.futures import ThreadPoolExecutor
    from threading import Barrier

    tasks = tasks_of(workload, bounds)
    with ThreadPoolExecutor(workers) as executor:
        everyone = Barrier(workers)  # threads are started when there is something for each to do
        list(executor.map(lambda _: everyone.wait(), range(workers)))
        serve(lambda: collect(executor.map(compute, tasks)))


def python_pool(method: str, workload: str, bounds: list[int], workers: int, serve: Callable[[Run], None]) -> None:
    from multiprocessing import get_context

    context = get_context(method)
    tasks = tasks_of(workload, bounds)
    ready = context.Semaphore(0)
    with context.Pool(workers, announce, (ready,)) as pool:
        let_them_go = require_all_to_live()
        try:
            for _ in range(workers):
                ready.acquire()
            serve(lambda: collect(pool.map(compute, tasks, chunksize=1)))
        finally:
            let_them_go()


def require_all_to_live() -> Callable[[], None]:
    """A pool replaces a worker that dies and waits for its results for ever: here the program ends, until the function
    returned is called."""
    from multiprocessing import active_children
    from multiprocessing.connection import wait
    from threading import Thread

    workers = {worker.sentinel: worker for worker in active_children()}
    may_go = []

    def watch() -> None:
        ended = wait(list(workers))
        if not may_go:
            print(f"a worker of the pool died: exit code {workers[ended[0]].exitcode}", file=sys.stderr, flush=True)
            os._exit(1)

    Thread(target=watch, daemon=True).start()  # sleeps meanwhile
    return lambda: may_go.append(True)


def python_pool_fork(*job: Any) -> None:
    python_pool("fork", *job)


def python_pool_spawn(*job: Any) -> None:
    python_pool("spawn", *job)


WAYS = {way.__name__: way for way in (python_serial, python_threads, python_pool_fork, python_pool_spawn)}


def announce(ready: Any) -> None:
    _signal.signal(_signal.SIGTERM, _signal.SIG_DFL)  # by which its pool ends it
    ready.release()


def end_together(*_: object) -> None:
    """`bench` is gone. All in its group end, but for Python's tracker, which then removes the names of semaphores."""
    _signal.signal(_signal.SIGTERM, _signal.SIG_DFL)
    os.killpg(0, _signal.SIGTERM)


def tasks_of(workload: str, bounds: list[int]) -> list[Task]:
    return [(workload, first, last) for first, last in zip(bounds, bounds[1:])]


def deliver(values: list[int], size: int, arena: str, offset: int, stride: int) -> None:
    """Writes the results, as 64-bit words `stride` bytes apart, into the memory shared with `bench`."""
    from array import array
    from mmap import mmap

    if len(values) != size:
        raise ValueError(f"{len(values)} results instead of {size}")
    with open(arena, "r+b") as file:
        memory = mmap(file.fileno(), 0)
    results = memoryview(memory)[offset : offset + size * stride]
    words = array("Q", values)
    results.cast("Q")[:: stride // words.itemsize] = words


def runtime() -> str:
    has_lock = getattr(sys, "_is_gil_enabled", lambda: True)()
    version = ".".join(map(str, sys.version_info[:3]))
    return f"Python {version}, {'with' if has_lock else 'without'} a GIL"


def answer(text: str) -> None:
    os.write(sys.stdout.fileno(), text.encode().ljust(ANSWER_BYTES))


def main() -> None:
    way, workload, arena = sys.argv[1:4]
    workers, offset, stride, *bounds = map(int, sys.argv[4:])

    def serve(run: Run) -> None:
        answer(runtime())
        values: list[int] = []
        for request in sys.stdin:
            if request == "run\n":
                values = []  # first: twice as many results may be more than there is memory for
                values, workers_seen = run()
                answer(str(workers_seen))
            else:
                deliver(values, bounds[-1], arena, offset, stride)
                answer("delivered")

    _signal.signal(_signal.SIGTERM, end_together)
    WAYS[way](workload, bounds, workers, serve)


if __name__ == "__main__":
    main()

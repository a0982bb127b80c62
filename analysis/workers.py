"""Runs one step for many shards: in this process, in several, or on a Dask cluster; the results are the same."""

import os
import sys
import time
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from typing import Any

from joblib import Parallel, delayed, parallel_config
from joblib.externals.loky import get_reusable_executor
from tqdm import tqdm

from analysis.errors import InputError, ParameterError, check_least
from analysis.shards import hash_code

MOST_JOBS = 4  # unless asked for: each takes half a gigabyte
_LINE_AFTER = 10.0  # seconds between lines of progress where there is no terminal
_CONNECT = 30  # seconds
_FEW = 3  # shards that are read here while other processes would start
_PATIENCE = 3.0  # seconds that a process takes to start
_RENEWED = "A worker stopped while some jobs were given to the executor"
"""What is warned of when a process that has grown ends itself: another has taken its place, and nothing is lost."""


def count_cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def is_in_lab() -> bool:
    """Return whether this process is the kernel of a notebook somebody has open, and none that renders a report."""
    return "JPY_SESSION_NAME" in os.environ and "ipykernel" in sys.modules


class Workers:
    """Who does the work of a reading; a context.

    Parameters
    ----------
    jobs : processes on this machine; 1: this one; None: as many as there are cores, at most MOST_JOBS
    cluster : address of a Dask scheduler ("tcp://host:8786"); "" for none
    progress : whether to tell on stderr how far a step is; None: only in JupyterLab

    Raises
    ------
    ParameterError : `jobs` below 1, or `cluster` without Dask installed; InputError : no scheduler answers
    """

    def __init__(self, *, jobs: int | None = 1, cluster: str = "", progress: bool | None = False) -> None:
        self.jobs = min(count_cores(), MOST_JOBS) if jobs is None else jobs
        check_least("jobs", self.jobs, 1)
        self.cluster, self.progress = cluster.strip(), is_in_lab() if progress is None else progress
        self._open = ExitStack()

    def __enter__(self) -> "Workers":
        if self.cluster:
            self._open.enter_context(_connect(self.cluster))
            self._open.enter_context(parallel_config(backend="dask", wait_for_workers_timeout=_CONNECT))
        self._open.enter_context(warnings.catch_warnings())
        warnings.filterwarnings("ignore", message=_RENEWED, category=UserWarning)
        return self

    def __exit__(self, *_: object) -> None:
        with self._open:
            if self.jobs > 1:
                get_reusable_executor().shutdown()  # else its processes wait with all they have loaded

    def run(self, step: Callable[..., Any], tasks: Sequence[tuple], *, label: str, quick: bool = False) -> list[Any]:
        """Return what `step` gives for the arguments of each task, in their order.

        With `quick` many tasks may have been done before: it is begun here, and others help only if it takes long, and what
        is left seems to take longer than it takes them to start.
        """
        results = self._begin(step, tasks, quick)
        return list(_watch(results, len(tasks), label) if self.progress else results)

    def _begin(self, step: Callable[..., Any], tasks: Sequence[tuple], quick: bool) -> Iterator[Any]:
        """Yield the results, those of the first tasks from this process."""
        alone = not self.cluster and (self.jobs == 1 or len(tasks) <= _FEW)
        began, n_here = time.monotonic(), 0
        while n_here < len(tasks) and (alone or (quick and _is_soon_done(time.monotonic() - began, n_here, len(tasks)))):
            yield step(*tasks[n_here])
            n_here += 1
        if n_here < len(tasks):
            threads = 1 if self.cluster else max(1, count_cores() // self.jobs)
            calls = (delayed(_work)(step, hash_code(), threads, task) for task in tasks[n_here:])
            n_jobs = -1 if self.cluster else self.jobs
            yield from Parallel(n_jobs=n_jobs, batch_size=1, return_as="generator")(calls)


def _is_soon_done(seconds: float, n_done: int, n: int) -> bool:
    """Whether a step takes little time, or what is left of it does if the rest of its `n` tasks goes on like those done."""
    return seconds < _PATIENCE or seconds / max(n_done, 1) * (n - n_done) < _PATIENCE


def _work(step: Callable[..., Any], code: str, threads: int, task: tuple) -> Any:
    """Run a step in a worker, which must have the same code as who asks for it."""
    if hash_code() != code:
        raise InputError("A worker has another version of Standpoint than this machine. Install the same version everywhere.")
    os.environ.setdefault("STANDPOINT_THREADS", str(threads))
    return step(*task)


def _connect(address: str) -> Any:
    """Connect to a Dask scheduler."""
    try:
        from dask.distributed import Client
    except ImportError as error:
        raise ParameterError("A cluster needs Dask: in the project's folder run pip install '.[cluster]'.") from error
    try:
        return Client(address, timeout=_CONNECT)
    except (OSError, ValueError) as error:
        raise InputError(
            f"No Dask scheduler answers at {address}. Start one with `dask scheduler`, and workers with `dask worker {address}`."
        ) from error


def _watch(results: Iterable[Any], total: int, label: str) -> Iterator[Any]:
    """Pass results on and say how many there are: a bar on a terminal and in JupyterLab, else lines now and then."""
    if sys.stderr.isatty() or is_in_lab():
        yield from tqdm(results, desc=label, total=total, unit="shard", leave=False, file=sys.stderr)
        return
    began = last = time.monotonic()
    for done, result in enumerate(results, 1):
        yield result
        now = time.monotonic()
        if now - last > _LINE_AFTER and done < total:
            last = now
            left = (now - began) / done * (total - done)
            print(f"{label}: {done:,} of {total:,}, about {_tell_time(left)} left", file=sys.stderr, flush=True)
    if time.monotonic() - began > _LINE_AFTER:
        print(f"{label}: {total:,} of {total:,}, {_tell_time(time.monotonic() - began)}", file=sys.stderr, flush=True)


def _tell_time(seconds: float) -> str:
    """A time in words."""
    return f"{seconds:.0f} s" if seconds < 90 else f"{seconds / 60:.0f} min"

"""Tasks in processes of their own, a few at a time; one that dies takes nothing with it.

On Linux each process is forked from a server that has imported the package once, which spares the seconds that importing takes;
elsewhere it starts anew. When the process that asked is killed, they end too.
"""

import multiprocessing
import os
import pkgutil
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection, wait
from typing import Any, NamedTuple

import analysis
from analysis.commands import describe_fault
from analysis.errors import RenderError, StandpointError


class Task(NamedTuple):
    """Something to be done: a key to know it by, and a function with its arguments, which it must be possible to pickle."""

    key: tuple[str, str]
    run: Callable[[], Any]


_START = "forkserver" if sys.platform == "linux" else "spawn"


def run_tasks(tasks: deque[Task], *, jobs: int) -> Iterator[tuple[tuple[str, str], Any]]:
    """Run tasks, at most `jobs` at the same time, each in a process of its own, and yield the key of each with what came of it.

    Parameters
    ----------
    tasks : the next stands first. They are taken out one by one; more can be put in while this runs
    jobs : int >= 1

    Yields
    ------
    (key, result) as they end; the result is what the task returned, or a StandpointError: its own, or one that tells how it
    failed. When this is closed, or interrupted, the processes that still run are ended.
    """
    context: Any = multiprocessing.get_context(_START)
    if _START == "forkserver":
        context.set_forkserver_preload([module.name for module in pkgutil.walk_packages(analysis.__path__, "analysis.")])
    running: dict[Any, tuple[Task, Any]] = {}  # by the end where its result arrives
    try:
        while tasks or running:
            while tasks and len(running) < jobs:
                task = tasks.popleft()
                receiver, sender = context.Pipe(duplex=False)
                process = context.Process(target=_work, args=(task.run, sender, dict(os.environ)))
                process.start()
                sender.close()  # the process has its own end: when that closes, it has ended
                running[receiver] = (task, process)
            for ready in wait(list(running)):
                task, process = running.pop(ready)
                yield task.key, _receive(ready, process)
    finally:
        for _, process in running.values():
            process.kill()
            process.join()


def _receive(receiver: Any, process: Any) -> Any:
    """Return what a process has sent, or an error that says how it ended without."""
    try:
        return receiver.recv()
    except EOFError:
        process.join()
        code = process.exitcode
        how = f"was ended by signal {-code}, as it is when memory is short" if code < 0 else f"ended with code {code}"
        return RenderError(f"Its process {how}, before it was done.")
    finally:
        receiver.close()
        process.join()


def _work(run: Callable[[], Any], sender: Connection, environment: dict[str, str]) -> None:
    """Run one task in this process and send what comes of it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches every process; who asked decides
    threading.Thread(target=_end_with_parent, daemon=True).start()
    os.environ.clear()
    os.environ.update(environment)  # the server was started with an earlier one
    try:
        result = run()
    except StandpointError as error:
        result = type(error)(str(error))
    except Exception as error:  # one task must not take the others with it, whatever goes wrong in it
        result = RenderError(describe_fault(error))
    sender.send(result)
    sender.close()


def _end_with_parent() -> None:
    """End this process when the one that asked for it has ended, however it did."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)

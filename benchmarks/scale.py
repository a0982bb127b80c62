"""Measures how reading grows: time, memory and disk by documents, a change, kills, a cluster of which a worker is killed.

    python -m benchmarks.scale FILE.jsonl [--sizes 1000,10000] [--jobs 2] [--out SPEED.md]

Every reading is a process of its own (`python -m analysis read`) with a cache of its own. Where the file has too few documents,
they are repeated with changed words. Times are those of all processors together, which other work on the machine changes least.
"""

import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import click

from analysis.commands import run_command
from analysis.corpus import TABLE_NAMES
from benchmarks.speed import change_words, write_part

HEAD = "# How it grows"
KILLS = 5
_READ = """
import json, resource, sys
from analysis.corpus import read_corpus, write_tables
corpus = read_corpus(sys.argv[1], jobs=int(sys.argv[2]), cluster=sys.argv[3], progress=True)
resource_of = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
print(json.dumps([sum(each.ru_utime + each.ru_stime for each in resource_of), resource_of[0].ru_maxrss / 1024]))
if sys.argv[4]:
    write_tables(corpus, sys.argv[4])
"""


class Reading(NamedTuple):
    """A reading: seconds on the clock, of all processors, greatest memory of the driving process in MB, disk in KB."""

    clock: float
    cpu: float
    memory: float
    disk: float


def write_corpus(source: Path, target: Path, *, n: int, changed: int | None = None) -> None:
    """Write `n` documents of a .jsonl file, from the second time round with changed words; one may be changed besides."""
    lines = source.read_text(encoding="utf-8").splitlines()
    with target.open("w", encoding="utf-8") as stream:
        for number in range(n):
            row = json.loads(lines[number % len(lines)])
            if round_ := number // len(lines):
                row |= {key: change_words(row[key], random.Random(number * 31 + round_)) for key in ("title", "text") if row[key]}
            if number == changed:
                row["text"] += " The minister said on Friday that nobody had been told."
            stream.write(json.dumps(row) + "\n")


def start_reading(file: Path, cache: Path, *, jobs: int = 1, cluster: str = "", out: str = "") -> subprocess.Popen:
    """Start a reading in a process of its own, which leads a group of processes."""
    command = [sys.executable, "-c", _READ, str(file), str(jobs), cluster, out]
    environment = os.environ | {"STANDPOINT_CACHE": str(cache)}
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True, start_new_session=True)


def measure_reading(file: Path, cache: Path, *, jobs: int = 1, cluster: str = "", out: str = "") -> Reading:
    """Read and measure."""
    began = time.monotonic()
    process = start_reading(file, cache, jobs=jobs, cluster=cluster, out=out)
    printed, _ = process.communicate()
    if process.returncode:
        raise RuntimeError(f"The reading of {file} failed.")
    cpu, memory = json.loads(printed.splitlines()[-1])
    disk = sum(path.stat().st_blocks for path in cache.rglob("*")) / 2
    return Reading(time.monotonic() - began, cpu, memory, disk)


def list_whole(cache: Path) -> dict[str, int]:
    """The shards that have been read, with when that was."""
    return {folder.parent.name: (folder / "tokens.parquet").stat().st_mtime_ns for folder in cache.glob("shards/*/read")}


def hash_tables(folder: Path) -> str:
    """Hash of the bytes of all tables."""
    digest = hashlib.sha256()
    for name in TABLE_NAMES:
        digest.update((folder / f"{name}.parquet").read_bytes())
    return digest.hexdigest()


def kill_and_resume(file: Path, folder: Path, *, jobs: int, seconds: float) -> tuple[int, int, str]:
    """Kill a reading at random several times and resume it.

    `seconds` is what a reading takes that is not killed. Returns the shards that were whole at the kills, how many of them were
    read again, and the hash of the tables.
    """
    cache, lot = folder / "cache-killed", random.Random(6)
    whole: dict[str, int] = {}
    again = n_whole = 0
    for _ in range(KILLS):
        process = start_reading(file, cache, jobs=jobs)
        time.sleep(lot.uniform(0.15, 0.6) * seconds)
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        found = list_whole(cache)
        again += sum(found.get(shard) != when for shard, when in whole.items())
        whole, n_whole = found, n_whole + len(found)
        click.echo(f"killed with {len(found)} shards whole", err=True)
    measure_reading(file, cache, jobs=jobs, out=str(folder / "killed"))
    found = list_whole(cache)
    again += sum(found.get(shard) != when for shard, when in whole.items())
    return n_whole, again, hash_tables(folder / "killed")


@contextmanager
def run_cluster(cache: Path, *, workers: int) -> Iterator[tuple[str, list[subprocess.Popen]]]:
    """Run a Dask scheduler and workers with Dask's own commands; yield the address and the workers."""
    address = "tcp://127.0.0.1:8797"
    dask, quiet = [sys.executable, "-m", "dask"], {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    environment = os.environ | {"STANDPOINT_CACHE": str(cache)}
    started = [subprocess.Popen([*dask, "scheduler", "--host", "127.0.0.1", "--port", "8797", "--no-dashboard"], **quiet)]  # type: ignore[call-overload]
    command = [*dask, "worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard"]
    try:
        with TemporaryDirectory() as folder:
            for number in range(workers):
                own = ["--local-directory", f"{folder}/{number}"]
                started.append(subprocess.Popen([*command, *own], env=environment, **quiet))  # type: ignore[call-overload]
            yield address, started[1:]
            for process in started:
                process.kill()
    finally:
        for process in started:
            process.kill()
            process.wait()


def read_on_cluster(file: Path, folder: Path, *, kill: bool) -> tuple[str, int]:
    """Read on a cluster of two workers, one of them killed when some shards are read; return the hash and the shards by then."""
    cache, out = folder / f"cache-cluster-{kill}", folder / f"cluster-{kill}"
    with run_cluster(cache, workers=2) as (address, workers):
        process = start_reading(file, cache, cluster=address, out=str(out))
        n = 0
        while kill and process.poll() is None:
            time.sleep(0.2)
            if (n := len(list_whole(cache))) >= 2:
                workers[0].kill()
                break
        process.communicate()
        if process.returncode:
            raise RuntimeError("The reading on the cluster failed.")
    return hash_tables(out), n


def measure_sizes(source: Path, folder: Path, *, sizes: list[int], jobs: int) -> list[str]:
    """Read corpora of some sizes, then each with one document changed; return a table."""
    lines = [
        "| documents | processor seconds | on the clock | by document | memory | disk by document | one document changed |",
        "|---|---|---|---|---|---|---|",
    ]
    for n in sizes:
        file, cache = folder / f"{n}.jsonl", folder / f"cache-{n}"
        write_corpus(source, file, n=n)
        found = measure_reading(file, cache, jobs=jobs)
        write_corpus(source, file, n=n, changed=n // 2)
        change = measure_reading(file, cache, jobs=jobs)
        lines.append(
            f"| {n:,} | {found.cpu:,.0f} | {found.clock:,.0f} | {1000 * found.cpu / n:.1f} ms | {found.memory:,.0f} MB "
            f"| {found.disk / n:.1f} KB | {change.cpu / found.cpu:.1%} ({change.clock / found.clock:.1%} on the clock) |"
        )
        click.echo(lines[-1], err=True)
    return [*lines, ""]


def measure_safety(source: Path, folder: Path, *, n: int, jobs: int) -> list[str]:
    """Kill readings and workers, and tell whether anything was lost or read twice."""
    file = folder / "small.jsonl"
    write_corpus(source, file, n=n)
    whole = measure_reading(file, folder / "cache-small", jobs=jobs, out=str(folder / "small"))
    plain = hash_tables(folder / "small")
    n_whole, again, killed = kill_and_resume(file, folder, jobs=jobs, seconds=whole.clock)
    cluster, _ = read_on_cluster(file, folder, kill=False)
    halved, n_read = read_on_cluster(file, folder, kill=True)
    measure_reading(file, folder / "cache-one", jobs=1, out=str(folder / "one"))
    same = {True: "the same bytes", False: "OTHER BYTES"}
    return [
        f"With {n:,} documents, all tables written as Parquet and compared with those of one reading in {jobs} processes:",
        "",
        f"- one process: {same[hash_tables(folder / 'one') == plain]}",
        f"- killed {KILLS} times at random (SIGKILL) and resumed: {same[killed == plain]}; {n_whole} shards were whole at the "
        f"kills taken together, {again} of them were read again",
        f"- a Dask scheduler and two workers as processes: {same[cluster == plain]}",
        f"- the same, one worker killed when {n_read} shards were read: {same[halved == plain]}",
    ]


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("source", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--sizes", default="1000,10000", show_default=True, help="Numbers of documents; empty: leave out.")
@click.option("--small", default=500, show_default=True, help="Documents for kills and the cluster; 0: leave out.")
@click.option("--jobs", default=2, show_default=True, help="Processes of a reading.")
@click.option("--out", default=str(Path(__file__).parent / "SPEED.md"), metavar="FILE", help="Where the table goes.")
def main(source: Path, sizes: str, small: int, jobs: int, out: str) -> None:
    """Measure how reading the documents of the .jsonl file SOURCE grows."""
    numbers = [int(size) for size in sizes.split(",") if size.strip()]
    with TemporaryDirectory(prefix="standpoint-scale-") as name:
        lines = [
            f"Made by `python -m benchmarks.scale {source.name} --sizes {sizes} --small {small} --jobs {jobs}`, {date.today()},",
            f"{os.cpu_count()} cores. Seconds are those of all processors together, memory is the greatest of the process that",
            "drives, disk that of the cache.",
            "",
            *(measure_sizes(source, Path(name), sizes=numbers, jobs=jobs) if numbers else []),
            *(measure_safety(source, Path(name), n=small, jobs=jobs) if small else []),
        ]
    write_part(Path(out), HEAD, "\n".join(lines))
    click.echo("\n".join(lines))


if __name__ == "__main__":
    run_command(main)

"""Who reads: this process, several, or a cluster; what is said when one cannot, and how far it is."""

import sys
import warnings
from pathlib import Path

import pandas as pd
import pytest
from joblib.externals.loky import process_executor

from analysis import shards, workers
from analysis.corpus import TABLE_NAMES, read_corpus
from analysis.errors import InputError, ParameterError
from analysis.workers import Workers

TEXT = "Foreign Minister Karl Holm of Denmark said on Monday that Denmark rejected the grain corridor."


def double(number: int) -> int:
    """A step."""
    return 2 * number


def double_and_end(number: int) -> int:
    """A step whose process is taken for one that has grown, and renewed."""
    process_executor._MEMORY_LEAK_CHECK_DELAY = -1.0
    process_executor._MAX_MEMORY_LEAK_SIZE = -sys.maxsize
    return double(number)


def test_results_come_in_order_and_lines_say_how_far(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a terminal plain lines on stderr say how many are done and what is left; nothing is written to stdout."""
    monkeypatch.setattr(workers, "_LINE_AFTER", -1.0)
    with Workers(progress=True) as team:
        assert team.run(double, [(1,), (2,), (3,)], label="Doubling") == [2, 4, 6]
    told = capsys.readouterr()
    assert told.out == ""
    assert [line.split(",")[0] for line in told.err.splitlines()] == ["Doubling: 1 of 3", "Doubling: 2 of 3", "Doubling: 3 of 3"]


def test_a_bar_is_shown_in_jupyterlab_and_not_while_a_report_is_made(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where nothing is said of progress, an open notebook has a bar; a kernel that nobody has open has none."""
    monkeypatch.setitem(sys.modules, "ipykernel", sys)
    for session, told in (("notebooks/explore.ipynb", True), (None, False)):
        monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
        if session:
            monkeypatch.setenv("JPY_SESSION_NAME", session)
        with Workers(progress=None) as team:
            assert team.run(double, [(1,), (2,)], label="Doubling") == [2, 4]
        shown = capsys.readouterr()
        assert shown.out == ""
        assert ("Doubling: " in shown.err) == told


def test_nothing_is_said_unless_asked_for(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A notebook's output stays its own."""
    monkeypatch.setattr(workers, "_LINE_AFTER", -1.0)
    with Workers() as team:
        team.run(double, [(1,)], label="Doubling")
    assert capsys.readouterr() == ("", "")


def test_processes_are_renewed_without_a_warning(recwarn: pytest.WarningsRecorder) -> None:
    """One that has grown ends and another goes on, which is no matter of who reads; other warnings are heard, and all after."""
    tasks = [(number,) for number in range(12)]
    with Workers(jobs=2) as team:
        assert team.run(double_and_end, tasks, label="Doubling") == [2 * number for (number,) in tasks]
        warnings.warn("This is told.", stacklevel=1)
    warnings.warn(f"{workers._RENEWED}: told, too.", stacklevel=1)
    assert [str(warning.message)[:12] for warning in recwarn] == ["This is told", "A worker sto"]


def test_a_cluster_without_dask_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """The message names the extra."""
    monkeypatch.setitem(sys.modules, "dask.distributed", None)
    with pytest.raises(ParameterError, match=r"\[cluster\]"), Workers(cluster="tcp://127.0.0.1:1"):
        pass


def test_a_cluster_that_does_not_answer_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """The message names the address and how to start one."""
    pytest.importorskip("distributed")
    monkeypatch.setattr(workers, "_CONNECT", 0.1)
    with (
        pytest.raises(InputError, match=r"No Dask scheduler answers at tcp://127\.0\.0\.1:1"),
        Workers(cluster="tcp://127.0.0.1:1"),
    ):
        pass


def test_no_process_is_an_error() -> None:
    """Somebody must read."""
    with pytest.raises(ParameterError, match="jobs"):
        Workers(jobs=0)


def test_a_worker_of_another_version_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tables of two versions are never mixed."""
    with pytest.raises(InputError, match="another version"):
        workers._work(double, "other", 1, (1,))
    assert workers._work(double, shards.hash_code(), 1, (1,)) == 2


def test_a_cluster_gives_the_same_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A corpus read on a Dask cluster is the corpus read here."""
    distributed = pytest.importorskip("distributed")
    folder = tmp_path / "texts"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.txt").write_text(f"{TEXT} He said it {number} times.", encoding="utf-8")
    monkeypatch.setenv("STANDPOINT_CACHE", str(tmp_path / "here"))
    here = read_corpus(folder)
    monkeypatch.setenv("STANDPOINT_CACHE", str(tmp_path / "there"))
    ran: list[str] = []
    work = workers._work
    monkeypatch.setattr(workers, "_work", lambda step, *given: [ran.append(step.__name__), work(step, *given)][1])
    with distributed.LocalCluster(n_workers=1, threads_per_worker=1, processes=False, dashboard_address=None) as cluster:
        there = read_corpus(folder, cluster=cluster.scheduler_address)
        for name in TABLE_NAMES:
            pd.testing.assert_frame_equal(there.tables[name], here.tables[name])
    assert "read_shard" in ran

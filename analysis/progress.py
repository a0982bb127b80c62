"""What a person sees while reports are made: a bar with the time left on a terminal, plain lines elsewhere."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tqdm import tqdm

from analysis.index import Report


@contextmanager
def follow_reports(total: int, folder: Path) -> Iterator[Callable[[str, Sequence[Report]], None]]:
    """Give a function that is told of reports as they are settled, and writes a line for each.

    Pages go to standard output, failures and the bar to standard error. When the run is interrupted, what is done is said, and
    the program ends with exit code 130.

    Parameters
    ----------
    total : reports to come
    folder : where they are
    """
    done = 0
    with tqdm(total=total, unit="report", desc="Reports", leave=False, dynamic_ncols=True, disable=None, file=sys.stderr) as bar:

        def tell(corpus: str, reports: Sequence[Report]) -> None:
            """Write a line for each page, and one for each reason of failure."""
            nonlocal done
            done += len(reports)  # first: whoever sees a line and stops the run is told the right number
            failures: dict[str, list[str]] = {}
            for report in reports:
                if report.html:
                    bar.write(f"{folder / corpus / report.html}  {report.status}", file=sys.stdout)
                else:
                    failures.setdefault(report.message, []).append(str(Path(corpus) / report.name))
            for message, names in failures.items():
                bar.write(f"{', '.join(names)} failed. {message}", file=sys.stderr)
            bar.update(len(reports))

        try:
            yield tell
        except KeyboardInterrupt:
            bar.close()
            print(
                f"\nStopped. {done:,} of {total:,} reports are done and kept; the same command goes on from there.",
                file=sys.stderr,
            )
            sys.exit(130)

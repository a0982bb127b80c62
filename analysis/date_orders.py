"""Whether 03/04/2025 is a day in April or in March: told by the other dates of the file, else by those of the whole corpus."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from analysis.headers import is_ambiguous, tell_order


class Orders(NamedTuple):
    """How many dates of each file, and of all, can only be read in one of the orders of day and month."""

    by_file: Mapping[str, Counter[str]]
    of_all: Counter[str]

    def choose(self, written: str, file: str) -> tuple[str, str]:
        """Return the order in which to read a date of a file, and a sentence that says why; two empty texts if it is open.

        A file that has dates of both orders has none; a file that has no such date is read like all the others, if they agree.
        """
        if not is_ambiguous(written):
            return "", ""
        for orders, where in ((self.by_file.get(file, Counter()), file), (self.of_all, "the corpus")):
            if len(orders) > 1:
                return "", ""
            for order, n in orders.items():
                return order, f"Date {written!r} is read {order}, as {n:,} other date{'s' * (n > 1)} of {where} must be."
        return "", ""


def find_orders(dates: Iterable[tuple[str, str]]) -> Orders:
    """Find the orders in which dates must be read, given as pairs of file and date as written."""
    by_file: dict[str, Counter[str]] = {}
    for file, written in dates:
        if order := tell_order(written):
            by_file.setdefault(file, Counter())[order] += 1
    of_all: Counter[str] = Counter()
    for orders in by_file.values():
        of_all += orders
    return Orders(by_file, of_all)

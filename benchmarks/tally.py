"""Counts of what was right, found and in gold, and the shares made of them."""

from dataclasses import dataclass


@dataclass
class Tally:
    """How many were right, found and in gold."""

    hits: int = 0
    found: int = 0
    gold: int = 0

    def add(self, *, gold: set, found: set) -> None:
        """Count two sets and what they share."""
        self.hits += len(gold & found)
        self.found += len(found)
        self.gold += len(gold)

    @property
    def precision(self) -> float:
        """Share of what was found that is right, 0 if nothing was found."""
        return divide(self.hits, self.found)

    @property
    def recall(self) -> float:
        """Share of gold that was found, 0 if there is none."""
        return divide(self.hits, self.gold)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, 0 if there is nothing on either side."""
        return divide(2 * self.hits, self.found + self.gold)


def divide(part: float, whole: float) -> float:
    """Return a share rounded to four digits, 0 of nothing."""
    return round(part / whole, 4) if whole else 0.0

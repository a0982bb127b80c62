"""A statement on its way from the words of a frame to spans."""

from dataclasses import dataclass, field

from analysis.attribution.clauses import Places
from analysis.attribution.frames import Frame, Quotation

_HOLDS = 0.6  # from here on a clause keeps its content from a statement whose verb comes later


class Guess(float):
    """A weight set by hand or counted on too few uses: it orders the rules, but does not measure how sure a statement is."""


@dataclass
class Found:
    """A statement on its way to spans: places of its source, cue and content in a frame; `further` quotations go on from it."""

    frame: Frame
    content: list[Places]
    source: Places | None
    cue: Places | None
    reason: str
    weight: float | None = None
    further: list[Quotation] = field(default_factory=list)

    @property
    def probability(self) -> float | None:
        """How often what was found in this way is a statement; None where that was not measured."""
        return None if isinstance(self.weight, Guess) else self.weight

    @property
    def holds(self) -> bool:
        """Whether it keeps its content from a statement whose cue comes later in the sentence."""
        if self.reason == "cue, clause":
            return (self.weight or 0) >= _HOLDS
        return self.cue is None or self.reason == "cue, quote" or self.reason.startswith(("quote, ", "clause, "))

    @property
    def looks_back(self) -> bool:
        """Whether it takes in the sentence before its cue, with what may have been found there."""
        return self.reason.startswith(("quote, ", "clause, ", "according"))


def find_clause_start(frame: Frame, past: int, found: list[Found]) -> int:
    """Return where the clause that ends before `past` begins: after a statement, a semicolon, "and" or "but"."""
    start = max([end for each in found for _, end in each.content if end <= past and each.holds], default=0)
    start = max(start, frame.code.rfind(";", start, past) + 1)
    while start < past and frame.code[start] in ",.K":
        start += 1
    return start


def lies_within(inner: Found, outer: Found) -> bool:
    """Tell whether all content of one statement lies within the content of another."""
    return all(any(first <= a and b <= past for first, past in outer.content) for a, b in inner.content)

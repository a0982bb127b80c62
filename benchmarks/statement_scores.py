"""The measures of who said what: contents, sources and cues against gold."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from benchmarks.gold import Record
from benchmarks.tally import Tally

EDGE = " \n\t\r\"“”‘’'`.,;:!?-–—…()[]"  # left out of account at both ends of a span

Span = tuple[int, int]
Quotes = Iterable[Record]


def score_statements(gold: Iterable[Record], predicted: Iterable[Record]) -> dict[str, float]:
    """Score who said what.

    Returns
    -------
    F1 (for contents precision and recall too) of

    - `content`: single content spans, equal after trimming space, quotation marks and outer punctuation
    - `content iou50`, `content iou80`: statements matched one to one, best overlap first, where the characters shared are at
      least half, or four fifths, of those of both together
    - `content characters`: characters in any content
    - `source`, `cue`: spans, equal after trimming

    and the shares `source of matched`, `cue of matched` (of the statements matched at .5 for which gold has one, those whose
    span overlaps gold's by half) and `recall of TYPE` at .5.
    """
    answers = {record["id"]: record["quotes"] for record in predicted}
    tallies: dict[str, Tally] = defaultdict(Tally)
    for record in gold:
        text, quotes, found = record["text"], record["quotes"], answers.get(record["id"], [])
        for role in ("content", "source", "cue"):
            tallies[role].add(gold=_trimmed_spans(text, quotes, role), found=_trimmed_spans(text, found, role))
        gold_masks, found_masks = (
            [mask_spans(trim_span(text, *span) for span in quote["content"]) for quote in part] for part in (quotes, found)
        )
        every_gold, every_found = _join(gold_masks), _join(found_masks)
        characters = tallies["content characters"]
        characters.hits += (every_gold & every_found).bit_count()
        characters.gold += every_gold.bit_count()
        characters.found += every_found.bit_count()
        for name, least in (("content iou50", 0.5), ("content iou80", 0.8)):
            matched = match_masks(gold_masks, found_masks, least)
            tally = tallies[name]
            tally.hits, tally.gold, tally.found = tally.hits + len(matched), tally.gold + len(quotes), tally.found + len(found)
            if least == 0.5:
                _count_matched(tallies, [(quotes[i], found[j]) for i, j in matched])
        for quote in quotes:
            tallies[f"recall of {quote.get('type')}"].gold += 1
    scores: dict[str, float] = {}
    for name in ("content", "content iou50", "content iou80", "content characters"):
        scores |= {f"{name} {part}": getattr(tallies[name], part) for part in ("precision", "recall")}
        scores[f"{name} F1"] = tallies[name].f1
    scores |= {f"{role} F1": tallies[role].f1 for role in ("source", "cue")}
    shares = ["source of matched", "cue of matched", *sorted(name for name in tallies if name.startswith("recall of "))]
    return scores | {name: tallies[name].recall for name in shares}


def _count_matched(tallies: dict[str, Tally], pairs: list[tuple[Record, Record]]) -> None:
    """Count matched statements by type, and whether their source and cue are right."""
    for quote, answer in pairs:
        tallies[f"recall of {quote.get('type')}"].hits += 1
        for role in ("source", "cue"):
            if quote.get(role):
                tally = tallies[f"{role} of matched"]
                tally.gold += 1
                tally.hits += bool(answer.get(role)) and share_masks(mask_spans([quote[role]]), mask_spans([answer[role]])) >= 0.5


def _trimmed_spans(text: str, quotes: Quotes, role: str) -> set[Span]:
    """Distinct spans of a role, trimmed; a source or cue in parts counts by its parts."""
    spans: list[Sequence[int]] = []
    for quote in quotes:
        whole = [quote[role]] if quote.get(role) else []
        spans += quote["content"] if role == "content" else quote.get(f"{role}_parts") or whole
    return {(start, end) for start, end in (trim_span(text, *span) for span in spans) if start < end}


def trim_span(text: str, start: int, end: int) -> Span:
    """The span without space, marks and punctuation at its ends; an empty one if nothing else is in it."""
    inside = text[start:end]
    start += len(inside) - len(inside.lstrip(EDGE))
    return start, start + len(inside.strip(EDGE))


def mask_spans(spans: Iterable[Sequence[int]]) -> int:
    """The characters of some spans as the bits of a number."""
    return _join((1 << end) - (1 << start) for start, end in spans)


def _join(masks: Iterable[int]) -> int:
    """The bits set in any mask."""
    joined = 0
    for mask in masks:
        joined |= mask
    return joined


def share_masks(one: int, other: int) -> float:
    """Characters shared over characters in either."""
    either = (one | other).bit_count()
    return (one & other).bit_count() / either if either else 0.0


def match_masks(gold: list[int], found: list[int], least: float) -> list[tuple[int, int]]:
    """Pairs of numbers of gold and found, one to one, the best overlap first, ties from the end of the text."""
    pairs = [(share_masks(mask, other), i, j) for i, mask in enumerate(gold) for j, other in enumerate(found) if mask & other]
    matched: dict[int, int] = {}
    for share, i, j in sorted(pairs, reverse=True):
        if share >= least and i not in matched and j not in matched.values():
            matched[i] = j
    return list(matched.items())

"""The measures of labels, mentions, sentences and words against gold; those of statements are in statement_scores.py.

Gold and predictions are records as `benchmarks/README.md` describes them, joined by `id`. A record that is not predicted counts
as one in which nothing was found. Shares are rounded to four digits.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

from benchmarks.gold import Record
from benchmarks.tally import Tally, divide

Span = tuple[int, int]

NAMED_KINDS = ("person", "organization", "place")
KIND_PREFIXES = {
    "per": "person", "org": "organization", "gov": "organization",
    "loc": "place", "gpe": "place", "place": "place", "geo": "place", "state": "place", "country": "place",
}  # fmt: skip


def score_labels(gold: Iterable[Record], predicted: Iterable[Record]) -> dict[str, float]:
    """Score one label an item (its own, or that of its first entity): accuracy, macro F1 over gold's labels, F1 of each.

    `majority accuracy` and `majority macro F1` are those of always giving gold's commonest label.
    """
    truth = {record["id"]: str(record["label"] if "label" in record else record["entities"][0]["label"]) for record in gold}
    answers = {record["id"]: str(record["label"]) for record in predicted}
    tallies: dict[str, Tally] = {
        label: Tally(
            hits=sum(answers.get(key) == label for key, right in truth.items() if right == label),
            found=sum(answers.get(key) == label for key in truth),
            gold=n,
        )
        for label, n in sorted(Counter(truth.values()).items())
    }
    most = max((tally.gold for tally in tallies.values()), default=0)
    return {
        "accuracy": divide(sum(tally.hits for tally in tallies.values()), len(truth)),
        "macro F1": divide(sum(tally.f1 for tally in tallies.values()), len(tallies)),
        **{f"F1 of {label}": tally.f1 for label, tally in tallies.items()},
        "majority accuracy": divide(most, len(truth)),
        "majority macro F1": divide(divide(2 * most, len(truth) + most), len(tallies)),
    }


def score_mentions(gold: Iterable[Record], predicted: Iterable[Record], *, names: bool = False) -> dict[str, float]:
    """Score mentions of actors and which of them are one.

    With `names` only named mentions of persons, organizations and places count: in gold those with `form` name or `head_upos`
    PROPN, in predictions those with `form` name or without a form.

    Returns
    -------
    `span F1` (equal), `overlap F1` and `overlap recall` (any overlap, one to one, the longest first), `kind accuracy` on equal
    spans, and `B3 F1`: Bagga and Baldwin, 1998, over mentions found by both, the mean of the documents that have any.
    """
    answers = {record["id"]: record for record in predicted}
    exact, overlap, kinds, groupings = Tally(), Tally(), Tally(), []
    for record in gold:
        answer = answers.get(record["id"], {"entities": []})
        chosen = [
            e for e in record["entities"] if not names or _is_named(e, e.get("head_upos") == "PROPN" or e.get("form") == "name")
        ]
        given = [e for e in answer["entities"] if not names or _is_named(e, e.get("form", "name") == "name")]
        truth, found = ({tuple(e["span"]): map_kind(e["label"]) for e in part} for part in (chosen, given))
        exact.add(gold=set(truth), found=set(found))
        both = truth.keys() & found.keys()
        kinds.gold += len(both)
        kinds.hits += sum(truth[span] == found[span] for span in both)
        overlap.gold, overlap.found = exact.gold, exact.found
        overlap.hits += _count_overlaps(sorted(truth), set(found))
        if f1 := _score_grouping(_group(record), _group(answer)):
            groupings.append(f1)
    return {
        "span F1": exact.f1,
        "overlap F1": overlap.f1,
        "overlap recall": overlap.recall,
        "kind accuracy": kinds.recall,
        "B3 F1": divide(sum(groupings), len(groupings)),
    }


def map_kind(label: str | None) -> str:
    """Return person, organization or place for the many names of these, any other label in lower case."""
    lower = (label or "").lower()
    return next((kind for prefix, kind in KIND_PREFIXES.items() if lower.startswith(prefix)), lower)


def _is_named(entity: Record, is_name: bool) -> bool:
    """Whether a mention is a name of a kind that is scored."""
    return is_name and map_kind(entity["label"]) in NAMED_KINDS


def _count_overlaps(truth: list[Span], left: set[Span]) -> int:
    """How many gold spans overlap a found one, each of these taken once, in reading order."""
    hits = 0
    for start, end in truth:
        shared = {span: min(span[1], end) - max(span[0], start) for span in left if span[0] < end and span[1] > start}
        if shared:
            left.discard(max(shared, key=shared.__getitem__))
            hits += 1
    return hits


def _group(record: Record) -> dict[Span, object]:
    """The group of each mention: the entity's own key, or the number of its chain of coreference."""
    groups: dict[Span, object] = {tuple(span): number for number, chain in enumerate(record.get("coref") or []) for span in chain}
    for entity in record["entities"]:
        if key := entity.get("actor") or entity.get("wiki") or entity.get("chain") or entity.get("link"):
            groups[tuple(entity["span"])] = str(key)
    return groups


def _score_grouping(gold: Mapping[Span, object], found: Mapping[Span, object]) -> float | None:
    """B3 F1 over the mentions both have; None if they share none."""
    both = gold.keys() & found.keys()
    if not both:
        return None
    together = Counter((gold[span], found[span]) for span in both)
    in_gold, in_found = Counter(gold[span] for span in both), Counter(found[span] for span in both)
    precision = sum(n * n / in_found[group] for (_, group), n in together.items()) / len(both)
    recall = sum(n * n / in_gold[group] for (group, _), n in together.items()) / len(both)
    return 2 * precision * recall / (precision + recall)


def score_tags(gold: Iterable[Record], predicted: Iterable[Record]) -> dict[str, float]:
    """Score sentences (equal without outer space), words (equal spans) and their Penn tags and Universal parts of speech.

    `tag accuracy` and `pos accuracy` look at words found exactly; in `tag F1` and `pos F1` a wrong word is a wrong tag.
    """
    answers = {record["id"]: record for record in predicted}
    sentences, words, tags, pos = Tally(), Tally(), Tally(), Tally()
    for record in gold:
        answer = answers.get(record["id"], {"sentences": [], "tokens": []})
        text = record["text"]
        sentences.add(
            gold={_strip(text, *span) for span in record["sent_spans"]},
            found={_strip(text, *span) for span in answer["sentences"]},
        )
        gold_words = [word for sentence in record["sents"] for word in sentence]
        spans = [tuple(span) for sentence in record["tok_spans"] for span in sentence]
        truth = {span: (tag, upos) for span, (_, tag, upos) in zip(spans, gold_words, strict=True)}
        found = {(start, end): (tag, upos) for start, end, tag, upos in answer["tokens"]}
        words.add(gold=set(truth), found=set(found))
        for tally, place in ((tags, 0), (pos, 1)):
            tally.add(
                gold={(*span, t[place]) for span, t in truth.items()}, found={(*span, t[place]) for span, t in found.items()}
            )
    return {
        "sentence F1": sentences.f1,
        "token F1": words.f1,
        "tag accuracy": divide(tags.hits, words.hits),
        "pos accuracy": divide(pos.hits, words.hits),
        "tag F1": tags.f1,
        "pos F1": pos.f1,
    }


def _strip(text: str, start: int, end: int) -> Span:
    """The span without white space at its ends."""
    inside = text[start:end]
    return start + len(inside) - len(inside.lstrip()), end - len(inside) + len(inside.rstrip())

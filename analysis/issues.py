"""Which issues the positions are on: wordings of one matter, brought together under one label."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from itertools import count
from typing import NamedTuple

import pandas as pd

from analysis import schema
from analysis.grammar import Words, find_phrase, load_effects, load_nouns, read_words

ALIKE = 0.5  # share of content words that two wordings of one issue have in common (Jaccard)
LABEL_WORDS = 9
_FILLERS = frozenset({"such", "other", "same", "own", "further", "possible", "potential", "additional", "many", "several", "new"})
_QUOTES = re.compile(r"[\"“”„«»‟]|(?<!\w)['‘’]|['’](?!\w)")


class _Wording(NamedTuple):
    """An issue as worded in one place: its words, its head, its content words and the names among them (lower-case)."""

    text: str
    head: str
    content: frozenset[str]
    names: frozenset[str]


def link_issues(documents: pd.DataFrame, tokens: pd.DataFrame, positions: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Bring the issues that positions are on together across documents.

    Parameters
    ----------
    documents, tokens, positions : tables (schema.py)

    Returns
    -------
    positions : the same rows in the same order, `target_id` filled for issues
    issues : one row an issue, those with most positions first, ties by label
        `label` is the commonest wording, the shortest of equally common ones, without article, in at most nine words;
        `patterns` are all wordings, commonest first; `origin` is "discovered".

    Notes
    -----
    Two wordings are one issue if their heads are equal, the same names occur in both, they share a content word beside
    the head, and at least half of all their content words are common (Jaccard, 1912). Each is compared with the commonest
    wording of an issue, not with all of it, so that chains of small differences do not join what is different. Words that
    say nothing alone ("attempts to", "scenarios involving") are taken off the front.
    """
    texts = dict(zip(documents["doc_id"], documents["text"], strict=True))
    is_issue = (positions["target_kind"] == "issue").tolist()
    spans: dict[str, list[tuple[int, int, int]]] = {}
    for n, (doc_id, start, end) in enumerate(
        zip(positions["doc_id"].tolist(), positions["target_start"].tolist(), positions["target_end"].tolist(), strict=True)
    ):
        if is_issue[n]:
            spans.setdefault(doc_id, []).append((n, start, end))
    wordings: dict[int, _Wording] = {}
    for doc_id, words in read_words(tokens):
        for n, start, end in spans.get(doc_id, ()):
            wordings[n] = _read_wording(words, texts[doc_id], start, end)
    groups = _group_wordings(wordings.values())
    ids, rows = _name_issues(groups, Counter(wordings.values()))
    target_ids = [
        ids[groups[wordings[n]]] if n in wordings else target_id for n, target_id in enumerate(positions["target_id"].tolist())
    ]
    linked = positions.assign(target_id=pd.array(target_ids, dtype="str"))
    return schema.cast("positions", linked), schema.build("issues", rows)


def _read_wording(words: Words, text: str, start: int, end: int) -> _Wording:
    """Read the core of a target: shells, articles and verbs that further it taken off, its head and its content words."""
    first, past = words.find_range(start, end)
    first = _find_core(words, first, past)
    chunk = find_phrase(words, first, past)
    head = chunk[1] - 1 if chunk else next((i for i in range(first, past) if words.code[i] in "BGEN"), first)
    while first < head and words.code[first] in "DR":
        first += 1
    content = [i for i in range(first, past) if words.code[i] in "NJBGE#" and words.lemma[i] not in _FILLERS]
    names = {i for i in content if text[words.start[i]].isupper() and i != words.find_sentence(i)[0]}
    cut = _cut(words, first, past)
    core = text[max(start, words.start[first]) : words.end[cut - 1]] if first < cut else ""
    label = " ".join(_QUOTES.sub("", core).split()) or text[start:end].strip() or "-"
    if first < past and first == words.find_sentence(first)[0] and words.tag[first] not in ("NNP", "NNPS"):
        label = label[0].lower() + label[1:]
    lemma = words.lemma[head] if head < past else label.lower()
    return _Wording(
        label, lemma, frozenset(words.lemma[i] for i in content) - {lemma}, frozenset(words.lemma[i] for i in names - {head})
    )


def _find_core(words: Words, first: int, past: int) -> int:
    """Return where the core begins: behind shells, and for "sending troops" at the troops."""
    effect = load_effects("verb").get((words.lemma[first],), 0) if first < past and words.code[first] in "GB" else 0
    thing = find_phrase(words, first + 1, past) if effect > 0 else None
    start = thing[0] if thing else first
    while (after := _pass_shell(words, start, past)) > start:
        start = after
    return start


def _pass_shell(words: Words, start: int, past: int) -> int:
    """Return the word after "the fact that", "attempts to", "any scenarios involving", "it is proposed to"; or `start`."""
    chunk = find_phrase(words, start, past)
    if chunk is None or chunk[1] >= past:
        return start
    at, head = chunk[1], chunk[1] - 1
    if words.text[head] == "it" and words.code[at] == "A":
        at = max(start, words.code.find("T", at, past))
    else:
        is_shell = words.lemma[head] in load_nouns("shell") and "N" not in words.code[chunk[0] : head]
        if not is_shell or words.code[at] not in "ITKWG" or words.text[at] in ("by", "from", "with"):
            return start
    while at < past and words.code[at] in "TIKGREWAC" and not words.chunk[at]:
        at += 1
        if words.code[at - 1 : at + 1] == "TB":
            break
    return at if "N" in words.code[at:past] else start


def _cut(words: Words, first: int, past: int) -> int:
    """Return where a label that begins at `first` ends: whole phrases, at most LABEL_WORDS words where that can be."""
    end = min(past, first + LABEL_WORDS)
    chunk = words.chunk[end - 1]
    if end < past and chunk and chunk[1] > end and chunk[0] > first:
        end = chunk[0]
    while end > first + 1 and (words.code[end - 1] in "ITDCRWKMASX,;" or words.code[end - 2 : end] == "TB"):
        end -= 1
    return end


def _group_wordings(wordings: Iterable[_Wording]) -> dict[_Wording, _Wording]:
    """Map every wording to the one that stands for its issue."""
    counts = Counter(wordings)
    leaders: dict[tuple[str, frozenset[str]], dict[str, list[_Wording]]] = {}
    exact: dict[tuple[str, frozenset[str]], _Wording] = {}
    groups: dict[_Wording, _Wording] = {}
    for wording in sorted(counts, key=lambda w: (-counts[w], len(w.content), len(w.text), w.text)):
        known = exact.get((wording.head, wording.content))
        by_word = leaders.setdefault((wording.head, wording.names), {})
        near = [leader for word in sorted(wording.content) for leader in by_word.get(word, ())]
        leader = known or next((leader for leader in near if _is_alike(wording, leader)), wording)
        groups[wording] = leader
        exact.setdefault((wording.head, wording.content), leader)
        if leader is wording:
            for word in wording.content:
                by_word.setdefault(word, []).append(wording)
    return groups


def _is_alike(one: _Wording, other: _Wording) -> bool:
    """Tell whether two wordings with one head and the same names share enough of their content words, the head counted."""
    common = len(one.content & other.content) + 1
    return common / (len(one.content | other.content) + 1) >= ALIKE


def _name_issues(groups: dict[_Wording, _Wording], counts: Counter[_Wording]) -> tuple[dict[_Wording, str], list[dict]]:
    """Return the id of each issue by the wording that stands for it, and the rows of the table."""
    members: dict[_Wording, list[_Wording]] = {}
    for wording, leader in groups.items():
        members.setdefault(leader, []).append(wording)
    ids: dict[_Wording, str] = {}
    used: set[str] = set()
    rows = []
    for leader in sorted(members, key=lambda w: (-sum(counts[m] for m in members[w]), w.text)):
        stem = _make_slug(leader.text)
        slug = next(name for n in count(1) if (name := stem if n == 1 else f"{stem}-{n}") not in used)
        used.add(slug)
        ids[leader] = slug
        patterns = list(dict.fromkeys(m.text for m in sorted(members[leader], key=lambda w: (-counts[w], w.text))))
        rows.append({"issue_id": slug, "label": leader.text, "patterns": patterns, "origin": "discovered"})
    return ids, rows


def _make_slug(label: str) -> str:
    """Return a label in lower-case letters, digits and hyphens; letters of other scripts stay."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", label.lower()) if not unicodedata.combining(c))
    return re.sub(r"[^\w]+", "-", plain).strip("-_") or "issue"

"""Issues found in the texts themselves: what statements and positions are about, joined, labelled and ranked."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from analysis.issues.codebook import Issue, make_slug
from analysis.issues.gathering import Gathering, Tally
from analysis.issues.grouping import group_wordings
from analysis.issues.uses import says_something
from analysis.issues.wordings import Wording, find_sense, load_class

MOST = 150  # issues that no position is on
NARRATED = 0.25  # weight of a phrase in the narrator's words; one in a statement weighs the statement's probability
ARGUED = 3.0  # weight of a phrase that a position is on
MOST_PATTERNS = 40
FEW = 6  # patterns of an issue that may occur once only
LEAST_BARE = 3  # uses in statements of a noun alone, which must be commoner there than in narration too
LARGE = 20  # documents; from these on an issue that no position is on occurs in two


class Found(NamedTuple):
    """A discovered issue, how much it is argued about, and the targets (position_id) that are it, each as a pattern."""

    issue: Issue
    score: float
    targets: dict[str, str]


def join_issues(gathering: Gathering) -> list[Found]:
    """Join the wordings of a corpus into issues, those most argued about first, ties by label."""
    named = _name_groups(gathering)
    docs = gathering.count_docs({code: number for number, (_, codes) in enumerate(named) for code in codes})
    least = 1 + (gathering.n_docs >= LARGE)
    issues = []
    for (label, codes), n_docs in zip(named, docs, strict=True):
        found = _make_issue(label, [gathering.tally(code) for code in codes], gathering.said_share, n_docs, least)
        if found.targets or found.score > 0:
            issues.append(found)
    issues.sort(key=lambda each: (-each.score, each.issue.label))
    spare = [each for each in issues if not each.targets][:MOST]
    kept = {each.issue.label for each in spare}
    return [each for each in issues if each.targets or each.issue.label in kept]


def _name_groups(gathering: Gathering) -> list[tuple[str, list[int]]]:
    """Group wordings and name the groups; those that no text could tell apart, with one label or one pattern, are one."""
    groups: list[tuple[int, str, str, list[int]]] = []
    for codes in gathering.by_head():
        tallies = {(tally := gathering.tally(code)).wording: (tally, code) for code in codes}
        joined: dict[Wording, list[Wording]] = defaultdict(list)
        for wording, leader in group_wordings({wording: float(tally.n) for wording, (tally, _) in tallies.items()}).items():
            joined[leader].append(wording)
        for members in joined.values():
            each = [tallies[wording][0] for wording in members]
            pattern = _count((tally.wording.pattern.lower(), tally.n) for tally in each).most_common(1)[0][0]
            n = sum(tally.n for tally in each)
            groups.append((n, _choose_label(each), pattern, [tallies[wording][1] for wording in members]))
    found: dict[str, list[int]] = defaultdict(list)
    labels: dict[str, str] = {}
    owners: dict[str, str] = {}
    for _, label, pattern, codes in sorted(groups, key=lambda group: -group[0]):
        slug = owners.setdefault(pattern, make_slug(label))
        found[slug] += codes
        labels.setdefault(slug, label)
    return [(labels[slug], codes) for slug, codes in found.items()]


def _count(pairs: Iterable[tuple[str, int]]) -> Counter[str]:
    """Add up counts given by name."""
    counts: Counter[str] = Counter()
    for name, n in pairs:
        counts[name] += n
    return counts


def _choose_label(tallies: Sequence[Tally]) -> str:
    """Return the commonest text, with what follows where most have it; ties: the one that says which, then the shorter.

    One that does not say which ("guarantees for the islands") gives way to one that does ("security guarantees"), if that is
    not rare.
    """
    if len(tallies) == 1 and not tallies[0].wording.place:  # most
        return tallies[0].wording.full
    total = sum(tally.n for tally in tallies)
    fulls = _count((tally.wording.full, tally.n) for tally in tallies)
    best, n = min(fulls.items(), key=lambda each: (-each[1], len(each[0]), each[0]))
    if 3 * n <= 2 * total:
        cores = _count((tally.wording.core, tally.n) for tally in tallies)
        bare = {tally.wording.core: tally.wording.is_bare for tally in tallies}
        best = min(cores, key=lambda core: (-cores[core], bare[core], len(core), core))
    telling = _count((tally.wording.core, tally.n) for tally in tallies if not tally.wording.is_bare)
    if (
        telling
        and FEW * telling.total() >= total
        and any(tally.wording.is_bare and best in (tally.wording.core, tally.wording.full) for tally in tallies)
    ):
        best = min(telling, key=lambda core: (-telling[core], len(core), core))
    places = _count((tally.wording.place, tally.n) for tally in tallies if tally.wording.place)
    if 2 * places.total() > sum(tally.n for tally in tallies if not tally.wording.is_bare):
        heads = [({*tally.wording.core.lower().split()[:2], tally.wording.word}, tally.n) for tally in tallies]
        nouns = _count((noun, n) for head, n in heads for noun in head if find_sense(noun) == "proposal")
        best = f"{places.most_common(1)[0][0]} {min(nouns, key=lambda noun: (-nouns[noun], noun))}"
    return best


def _make_issue(label: str, tallies: Sequence[Tally], said_share: float, n_docs: int, least_docs: int) -> Found:
    """Make an issue of its uses: its patterns, commonest first, and its score; 0 for one that does not amount to an issue."""
    targets = {position_id: own for tally in tallies for position_id, own in tally.targets.items()}
    n_phrases, n_said = (sum(getattr(tally, name) for tally in tallies) for name in ("n_phrases", "n_said"))
    keyness = (n_said + 1) / (n_phrases + 1) / said_share if n_phrases else 1.0
    leader = max(tallies, key=lambda tally: tally.n).wording
    size = min(3, max(len(tally.wording.content | tally.wording.names) for tally in tallies))
    if not targets and (
        n_phrases < 2 or n_said < 1 or n_docs < least_docs or (size == 0 and (keyness < 1 or n_said < LEAST_BARE))
    ):
        return Found(Issue(label, "", ()), 0.0, {})
    weight = ARGUED * len(targets) + sum(tally.said for tally in tallies) + NARRATED * (n_phrases - n_said)
    says = math.log2(1.2 + size) / (2 if leader.is_clause or leader.word in load_class("generic") else 1)
    score = weight * says * math.log2(1 + n_docs) * min(max(keyness, 0.5), 2.0)
    return Found(Issue(label, "", _choose_patterns(label, tallies)), score, targets)


def _choose_patterns(label: str, tallies: Iterable[Tally]) -> tuple[str, ...]:
    """Return the patterns that are needed, commonest first.

    Not those that hold another one, rare ones only where all are, "guarantees" only where the issue is called so, and no single
    word that says little ("claims", "people"): it would be found everywhere.
    """
    spelled: dict[str, str] = {}
    said = [tally for tally in tallies if " " in tally.wording.pattern or says_something(tally.wording)]
    counts = _count((spelled.setdefault(tally.wording.pattern.lower(), tally.wording.pattern), tally.n) for tally in said)
    if " " in label and any(" " in pattern for pattern in counts):
        counts = Counter({pattern: n for pattern, n in counts.items() if " " in pattern})
    ranked = sorted(counts, key=lambda pattern: (-counts[pattern], len(pattern), pattern))[:MOST_PATTERNS]
    ranked = [pattern for n, pattern in enumerate(ranked) if n < FEW or counts[pattern] > 1]
    padded = [f" {pattern.lower()} ".replace("'s ", " 's ") for pattern in ranked]
    return tuple(p for p, own in zip(ranked, padded, strict=True) if not any(other in own for other in padded if other != own))

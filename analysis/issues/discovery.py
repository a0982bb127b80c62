"""Issues found in the texts themselves: what statements and positions are about, joined, labelled and ranked."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from analysis.issues.codebook import Issue, make_slug
from analysis.issues.grouping import group_wordings
from analysis.issues.uses import Use, says_something
from analysis.issues.wordings import Wording, find_sense, load_class

MOST = 150  # issues that no position is on
NARRATED = 0.25  # weight of a phrase in the narrator's words; one in a statement weighs the statement's probability
ARGUED = 3.0  # weight of a phrase that a position is on
MOST_PATTERNS = 40
FEW = 6  # patterns of an issue that may occur once only
LEAST_BARE = 3  # uses in statements of a noun alone, which must be commoner there than in narration too
LARGE = 20  # documents; from these on an issue that no position is on occurs in two


class Found(NamedTuple):
    """A discovered issue, how much it is argued about, and the targets that are it, each as a pattern."""

    issue: Issue
    score: float
    targets: dict[int, str]


def join_issues(uses: Iterable[Use]) -> list[Found]:
    """Join uses of wordings into issues, those most argued about first, ties by label.

    Parameters
    ----------
    uses : see `find_uses`
    """
    members: dict[Wording, list[Use]] = defaultdict(list)
    for use in uses:
        members[use.wording].append(use)
    found = _name_groups(members)
    is_large = len({use.doc_id for each in members.values() for use in each}) >= LARGE
    phrases = [use.said > 0 for each in members.values() for use in each if use.target < 0]
    said_share = (sum(phrases) + 1) / (len(phrases) + 1)
    issues = [_make_issue(label, each, said_share, 1 + is_large) for label, each in found]
    issues.sort(key=lambda each: (-each.score, each.issue.label))
    spare = [each for each in issues if not each.targets and each.score > 0][:MOST]
    kept = {each.issue.label for each in spare}
    return [each for each in issues if each.targets or each.issue.label in kept]


def _name_groups(members: Mapping[Wording, list[Use]]) -> list[tuple[str, list[Use]]]:
    """Group wordings and name the groups; those that no text could tell apart, with one label or one pattern, are one."""
    joined: dict[Wording, list[Use]] = defaultdict(list)
    for wording, leader in group_wordings({wording: float(len(each)) for wording, each in members.items()}).items():
        joined[leader] += members[wording]
    found: dict[str, list[Use]] = defaultdict(list)
    labels: dict[str, str] = {}
    owners: dict[str, str] = {}
    for each in sorted(joined.values(), key=len, reverse=True):
        label = _choose_label(each)
        pattern = Counter(use.wording.pattern.lower() for use in each).most_common(1)[0][0]
        slug = owners.setdefault(pattern, make_slug(label))
        found[slug] += each
        labels.setdefault(slug, label)
    return [(labels[slug], each) for slug, each in found.items()]


def _choose_label(uses: list[Use]) -> str:
    """Return the commonest text, with what follows where most have it; ties: the one that says which, then the shorter.

    One that does not say which ("guarantees for the islands") gives way to one that does ("security guarantees"), if that is
    not rare.
    """
    fulls = Counter(use.wording.full for use in uses)
    best, n = min(fulls.items(), key=lambda each: (-each[1], len(each[0]), each[0]))
    if 3 * n <= 2 * len(uses):
        cores = Counter(use.wording.core for use in uses)
        bare = {use.wording.core: use.wording.is_bare for use in uses}
        best = min(cores, key=lambda core: (-cores[core], bare[core], len(core), core))
    telling = Counter(use.wording.core for use in uses if not use.wording.is_bare)
    if (
        telling
        and FEW * telling.total() >= len(uses)
        and any(w.is_bare and best in (w.core, w.full) for w in {u.wording for u in uses})
    ):
        best = min(telling, key=lambda core: (-telling[core], len(core), core))
    places = Counter(use.wording.place for use in uses if use.wording.place)
    if 2 * places.total() > sum(not use.wording.is_bare for use in uses):
        heads = [{*use.wording.core.lower().split()[:2], use.wording.word} for use in uses]
        nouns = Counter(noun for head in heads for noun in head if find_sense(noun) == "proposal")
        best = f"{places.most_common(1)[0][0]} {min(nouns, key=lambda noun: (-nouns[noun], noun))}"
    return best


def _make_issue(label: str, uses: list[Use], said_share: float, least_docs: int) -> Found:
    """Make an issue of its uses: its patterns, commonest first, and its score; 0 for one that does not amount to an issue."""
    targets = {use.target: use.own for use in uses if use.target >= 0}
    phrases = [use.said for use in uses if use.target < 0]
    n_phrases, n_said = len(phrases), sum(said > 0 for said in phrases)
    docs = {use.doc_id for use in uses}
    keyness = (n_said + 1) / (n_phrases + 1) / said_share if n_phrases else 1.0
    leader = Counter(use.wording for use in uses).most_common(1)[0][0]
    size = min(3, max(len(use.wording.content | use.wording.names) for use in uses))
    if not targets and (
        n_phrases < 2 or n_said < 1 or len(docs) < least_docs or (size == 0 and (keyness < 1 or n_said < LEAST_BARE))
    ):
        return Found(Issue(label, "", ()), 0.0, {})
    weight = ARGUED * len(targets) + sum(phrases) + NARRATED * (n_phrases - n_said)
    says = math.log2(1.2 + size) / (2 if leader.is_clause or leader.word in load_class("generic") else 1)
    score = weight * says * math.log2(1 + len(docs)) * min(max(keyness, 0.5), 2.0)
    return Found(Issue(label, "", _choose_patterns(label, uses)), score, targets)


def _choose_patterns(label: str, uses: Iterable[Use]) -> tuple[str, ...]:
    """Return the patterns that are needed, commonest first.

    Not those that hold another one, rare ones only where all are, "guarantees" only where the issue is called so, and no single
    word that says little ("claims", "people"): it would be found everywhere.
    """
    spelled: dict[str, str] = {}
    said = [use.wording for use in uses if " " in use.wording.pattern or says_something(use.wording)]
    counts = Counter(spelled.setdefault(wording.pattern.lower(), wording.pattern) for wording in said)
    if " " in label and any(" " in pattern for pattern in counts):
        counts = Counter({pattern: n for pattern, n in counts.items() if " " in pattern})
    ranked = sorted(counts, key=lambda pattern: (-counts[pattern], len(pattern), pattern))[:MOST_PATTERNS]
    ranked = [pattern for n, pattern in enumerate(ranked) if n < FEW or counts[pattern] > 1]
    padded = [f" {pattern.lower()} ".replace("'s ", " 's ") for pattern in ranked]
    return tuple(p for p, own in zip(ranked, padded, strict=True) if not any(other in own for other in padded if other != own))

"""Wordings of one matter, brought together."""

from collections import defaultdict
from collections.abc import Mapping

from analysis.issues.wordings import PLACE, Wording, load_class

ALIKE = 0.5  # share of words and names, the head counted, that two wordings of one issue have in common (Jaccard)
DOMINANT = (
    0.7  # share of what is said of "the X guarantees", "the Y guarantees" that "the guarantees" must mean to be one of them
)
BRIDGED_WORDS = 0.4  # the same for "A's X" and "the Y X": "NATO's expansion", "the eastward expansion"
ENOUGH = 3  # times that "the guarantees" may be commoner than the wordings that say which
NEAR = 20  # issues, the commonest first, that a wording is compared with for each of its words
BRIDGED = 0.3  # how often "A's X of B" must occur, against "A's X" and "X of B", to make these one


def group_wordings(counts: Mapping[Wording, float]) -> dict[Wording, Wording]:
    """Map every wording to the one that stands for its issue.

    Parameters
    ----------
    counts : how often each wording occurs

    Notes
    -----
    Two wordings are one issue if their heads mean the same, neither what they say of it nor the names in it nor what follows
    contradict each other, and at least half of their words and names are common (Jaccard 1912, the head counted). Each is
    compared with the commonest wording of an issue, not with all of it, so that chains of small differences do not join what is
    different. Wordings that do not say which ("the guarantees") go with the issue that most others with their head mean. Issues
    that differ in one name each are one where a wording with both names is common ("Russia's war", "war on Ukraine").
    """
    by_head: dict[str, list[Wording]] = defaultdict(list)
    for wording in counts:
        by_head[wording.head].append(wording)
    groups: dict[Wording, Wording] = {}
    for same in by_head.values():
        groups |= _group_same_head(same, counts)
    return groups


def _group_same_head(same: list[Wording], counts: Mapping[Wording, float]) -> dict[Wording, Wording]:
    """Group wordings with one head."""
    cores: dict[tuple, float] = defaultdict(float)
    for wording in same:
        cores[wording.content, wording.names] += counts[wording]
    ranked = sorted(
        same,
        key=lambda w: (-cores[w.content, w.names], -counts[w], len(w.content | w.names | w.about), w.full, w.core, w.pattern),
    )
    groups: dict[Wording, Wording] = {}
    leaders: dict[str, list[Wording]] = defaultdict(list)
    for wording in (w for w in ranked if not w.is_bare):
        marks = sorted(wording.content | wording.names)
        near = dict.fromkeys(leader for mark in marks for leader in leaders[mark][:NEAR])
        alike = [(_compare(wording, leader), leader) for leader in near]
        best = max((each for each in alike if each[0] >= ALIKE), key=lambda each: each[0], default=(0.0, wording))[1]
        groups[wording] = best
        if best is wording:
            for mark in marks:
                leaders[mark].append(wording)
    groups = _merge_bridged(groups, leaders, counts)
    for partly in (True, False):  # first those that say at least of what: "guarantees for the islands"
        bare = [wording for wording in ranked if wording.is_bare and bool(wording.about) == partly]
        groups |= _place_bare(bare, groups, counts)
    return groups


def _compare(one: Wording, other: Wording) -> float:
    """Return the share of words and names that two wordings with one head have in common; 0 if they contradict each other."""
    if one.about != other.about and (_clash(one.about, other.about) or _lacks(one) or _lacks(other)):
        return 0.0
    if _clash(one.names, other.names) or (one.content and other.content and not one.content & other.content):
        return 0.0
    if one.content != other.content and _is_open(one):
        return 0.0
    left, right = one.content | one.names, other.content | other.names
    return (len(left & right) + 1) / (len(left | right) + 1) if left & right else 0.0


def _is_open(wording: Wording) -> bool:
    """Tell whether a head says little alone, so that each "plan" may be another: but for proposals called by a place."""
    if wording.head == "proposal":
        return not any(name.startswith(PLACE) for name in wording.names)
    return wording.word in load_class("generic")


def _lacks(wording: Wording) -> bool:
    """Tell whether a wording is of something without somebody, which is another thing."""
    return any(mark.startswith("without ") for mark in wording.about)


def _clash(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether two sets that both say something say different things: neither holds the other."""
    return bool(one and other) and not (one <= other or other <= one)


def _merge_bridged(
    groups: dict[Wording, Wording], leaders: Mapping[str, list[Wording]], counts: Mapping[Wording, float]
) -> dict[Wording, Wording]:
    """Bring together issues that a common wording is both of at once."""
    weights: dict[Wording, float] = defaultdict(float)
    bridges: dict[tuple[Wording, Wording], float] = defaultdict(float)
    for wording, leader in groups.items():
        weights[leader] += counts[wording]
        marks = wording.content | wording.names
        near = dict.fromkeys(other for mark in sorted(marks) for other in leaders[mark][:NEAR]) if len(marks) > 1 else ()
        for other in near:
            if (
                other is not leader
                and other.content | other.names <= marks
                and not _clash(other.content, leader.content)
                and not _clash(other.about, leader.about | wording.about)
            ):
                bridges[leader, other] += counts[wording]
    new: dict[Wording, Wording] = {}
    for (one, other), n in sorted(bridges.items(), key=lambda each: -each[1]):
        least = BRIDGED if one.content == other.content else BRIDGED_WORDS
        if n > 1 and n >= least * min(weights[one], weights[other]) and one not in new and other not in new:
            large, small = (one, other) if weights[one] >= weights[other] else (other, one)
            new[small] = large
    return {wording: _follow(new, leader) for wording, leader in groups.items()}


def _follow(new: Mapping[Wording, Wording], leader: Wording) -> Wording:
    """Return where a wording that stands for an issue was brought to."""
    while leader in new:
        leader = new[leader]
    return leader


def _place_bare(
    bare: list[Wording], groups: Mapping[Wording, Wording], counts: Mapping[Wording, float]
) -> dict[Wording, Wording]:
    """Place wordings that do not say which: with the issue that dominates, with each other if about the same, or alone."""
    weights: dict[Wording, float] = defaultdict(float)
    for wording, leader in groups.items():
        weights[leader] += counts[wording]
    rivals = {leader: n for leader, n in weights.items() if leader.is_bare}
    tops = _find_dominant(weights) or _find_dominant(rivals)
    known = {mark for member, leader in groups.items() if leader in tops for mark in member.about}
    n_plain = sum(counts[wording] for wording in bare if _is_plain(wording))
    placed: dict[Wording, Wording] = {}
    leaders: dict[str, Wording] = {}
    for wording in bare:
        n = n_plain if _is_plain(wording) else counts[wording]
        if tops and (wording.about or _is_plain(wording)) and wording.about <= known and n <= ENOUGH * weights[tops[0]]:
            placed[wording] = tops[0]
            continue
        marks = sorted(wording.about) or ([wording.word] if _is_plain(wording) else [])
        near = [leaders[mark] for mark in marks if mark in leaders]
        placed[wording] = near[0] if near else wording
        for mark in marks if not near else ():
            leaders[mark] = wording
    return placed


def _is_plain(wording: Wording) -> bool:
    """Tell whether a wording is a noun and nothing else."""
    return " " not in wording.full


def _find_dominant(weights: Mapping[Wording, float]) -> list[Wording]:
    """Return the issue that most of what is said with a head means, if there is one and the head says something."""
    tops = sorted(weights, key=lambda leader: (-weights[leader], leader.pattern))[:1]
    tops = [top for top in tops if top.word not in load_class("generic") | load_class("saying") and not _lacks(top)]
    return [top for top in tops if weights[top] >= DOMINANT * sum(weights.values())]

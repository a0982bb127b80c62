"""Tells a place that acts ("Moscow rejected the plan") from a place where things happen ("in Moscow")."""

import numpy as np

from analysis.words import Words

_WHERE = frozenset(("in", "at", "near", "inside", "outside", "within", "across", "throughout", "around"))
_WHERE_ACTS = 0.02  # share of places after these words that act: 4 of 145 in ReLocaR
_LIST_WORDS = frozenset((",", "and", "or", "the"))


def judge_places(words: Words, places: list[tuple[int, int]], logits: np.ndarray) -> list[float]:
    """Return the probability that each name of a place or state stands for those who act there.

    Parameters
    ----------
    words : the words of a document
    places : first word and one past the last of each name, in reading order
    logits : what the network says of each word

    Notes
    -----
    The network judges, but for two things it overlooks: names of a list ("Russia, China and Iran") act together, and what stands
    after a preposition of place ("in", "at", and so on) hardly ever acts, if it does not possess what follows ("in Moscow’s
    view"). ReLocaR (Gritta and others, 2017) calls the two readings metonymic and literal.
    """
    found: list[float] = []
    for group in _group_lists(words, places):
        logit = np.mean([logits[first:past].mean() for first, past in group])
        acts = float(1 / (1 + np.exp(-logit)))
        past = group[-1][1]
        possesses = past < len(words) and words.lower[past] in ("'s", "'")
        if _word_before(words, group[0][0]) in _WHERE and not possesses:
            acts = min(acts, _WHERE_ACTS)
        found += [round(acts, 4)] * len(group)
    return found


def _group_lists(words: Words, places: list[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Names that stand in one list together, every other name by itself."""
    groups: list[list[tuple[int, int]]] = []
    joined = False  # whether the last group has its "and": without one, commas bind no list ("In Moscow, Kyiv said")
    for place in places:
        between = words.lower[groups[-1][-1][1] : place[0]] if groups else []
        if groups and 0 < len(between) <= 3 and _LIST_WORDS.issuperset(between) and between != ["the"]:
            groups[-1].append(place)
            joined = joined or "and" in between or "or" in between
        else:
            _part_unjoined(groups, joined)
            groups.append([place])
            joined = False
    _part_unjoined(groups, joined)
    return groups


def _part_unjoined(groups: list[list[tuple[int, int]]], joined: bool) -> None:
    """Part the last group into its names if nothing joins them."""
    if groups and not joined:
        groups += [[place] for place in groups.pop()]


def _word_before(words: Words, at: int) -> str:
    """The word before a name, articles and adjectives aside."""
    at -= 1
    while at >= 0 and (words.pos[at] in ("DET", "ADJ") or words.tag[at] == "PRP$"):
        at -= 1
    return words.lower[at] if at >= 0 else ""

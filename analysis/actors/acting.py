"""Tells a place that acts ("Moscow rejected the plan") from a place where things happen ("in Moscow")."""

from functools import cache

from analysis.lexicon import load_lexicon
from analysis.words import Words

_CLITICS = ("'s", "'d", "'ll", "has", "have", "had")
_ACTION_END = ("tion", "sion", "ment", "ance", "ence", "al", "ity", "ness", "ship", "ing")


@cache
def _lemmas(use: str) -> frozenset[str]:
    """Words of one use of acting.csv."""
    acting = load_lexicon("acting")
    return frozenset(acting.loc[acting["use"] == use, "lemma"])


def place_acts(words: Words, first: int, past: int, listed: tuple[int, int] | None = None) -> bool:
    """Return whether the name of a place or state stands for its government or people where it is.

    Parameters
    ----------
    words : the words of the document
    first, past : the name is words[first:past]
    listed : first word and one past the last of the list the name stands in ("Russia, China and Iran"); None if in none

    Notes
    -----
    Read off the words beside it: what a preposition before it says ("in" a place, "by" or "with" an actor), whether it is the
    subject or the object of a verb that is not about where things are, and what it possesses ("Moscow's demand", "Moscow's
    streets"). ReLocaR (Gritta and others, 2017) calls the two readings metonymic and literal.
    """
    if past + 1 < len(words) and words.lower[past] in ("'s", "'"):
        return _possesses_action(words, past + 1)
    if listed:
        first, past = listed
    at = first - 1
    while at >= 0 and (words.pos[at] == "DET" or words.tag[at] == "PRP$"):
        at -= 1
    before = words.lower[at] if at >= 0 else ""
    if before in _lemmas("where"):
        return False
    noun = words.lemma[at - 1].lower() if at > 0 else ""
    if before in ("to", "from"):
        return noun in _lemmas("object_noun")
    if before == "of":
        if noun in _lemmas("done_noun"):
            return False
        return noun in _lemmas("action_noun") or (noun.endswith(_ACTION_END) and noun not in _lemmas("place_noun"))
    if before in _lemmas("who") and words.pos[at] not in ("VERB", "SCONJ"):
        return not (before == "for" and noun in _lemmas("leave_verb"))
    if at >= 0 and words.pos[at] == "VERB" and not (words.tag[at] == "VBN" and at and words.pos[at - 1] in ("DET", "ADP")):
        return words.lemma[at].lower() not in _lemmas("place_verb")
    return _is_subject(words, _skip_insert(words, past))


def seat_acts(words: Words, first: int) -> bool:
    """Return whether a seat of government ("the Kremlin") stands for it: everywhere but where something is said to be at it."""
    at = first - 1
    while at >= 0 and words.pos[at] == "DET":
        at -= 1
    return at < 0 or words.lower[at] not in _lemmas("where") | {"to", "from"}


def _skip_insert(words: Words, at: int) -> int:
    """Index of the word after words set between commas, or `at` where there are none."""
    if at < len(words) and words.text[at] == ",":
        for comma in range(at + 1, min(at + 25, len(words) - 1)):
            if words.text[comma] == ",":
                return comma + 1
            if words.text[comma] in (".", ";", "?", "!"):
                break
    return at


def _possesses_action(words: Words, at: int) -> bool:
    """Whether the noun after a possessive is something an actor has or does, and no part or feature of a place."""
    past = min(at + 4, len(words))
    while at < past and words.pos[at] in ("ADJ", "NUM", "ADV", "DET"):
        at += 1
    if at == past or words.pos[at] not in ("NOUN", "VERB", "PROPN"):
        return False
    while at + 1 < past and words.pos[at + 1] == "NOUN":
        at += 1
    return words.lemma[at].lower() not in _lemmas("place_noun")


def _is_subject(words: Words, at: int) -> bool:
    """Whether a verb of which the name before it is the acting subject stands at a word, adverbs aside."""
    past = min(at + 5, len(words))
    while at < past and (words.pos[at] == "ADV" or words.lower[at] in _lemmas("when")):
        at += 1
    if at >= past:
        return False
    if words.lower[at] in _CLITICS or words.tag[at] == "MD":
        return True
    if words.pos[at] not in ("VERB", "AUX") or words.tag[at] in ("VBN", "VBG"):
        return False
    if words.lower[at] in ("is", "was", "are", "were"):
        following = range(at + 1, min(at + 3, len(words)))
        return any(
            words.tag[n] in ("VBG", "VBN", "TO") and words.lemma[n].lower() not in _lemmas("place_verb") for n in following
        )
    return words.lemma[at].lower() not in _lemmas("place_verb")

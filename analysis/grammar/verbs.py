"""Verb groups: where they begin, whether they are negated, hedged or passive, and what their subject is."""

from itertools import pairwise

from analysis.grammar.lexis import load_words
from analysis.grammar.phrases import is_time
from analysis.grammar.words import REACH, Chunk, Words

GROUP = 10  # words that a verb group may hold before its verb
_BE = frozenset({"be", "get"})


def find_group(words: Words, verb: int, low: int) -> int:
    """Return the first word of the verb group whose main verb is `verb`: its modal, auxiliaries, adverbs and negation."""
    first, low = verb, max(low, verb - GROUP)
    while first > low and words.code[first - 1] in "RMA":
        first -= 1
    return first


def is_negated(words: Words, first: int, past: int) -> bool:
    """Tell whether the words from `first` to `past` turn the meaning round; twice is back again, "not only" does not."""
    texts = [*words.text[first:past], ""]
    pairs = list(pairwise(texts))
    n_negatives = sum(one in load_words("negative") and other not in ("only", "just") for one, other in pairs)
    return (n_negatives + pairs.count(("no", "longer"))) % 2 == 1


def is_hedged(words: Words, first: int, past: int) -> bool:
    """Tell whether a word from `first` to `past` says that something is only possible; "could not" is not."""
    texts = words.text[first:past]
    could_not = any(a == "could" and b in load_words("negative") for a, b in pairwise(texts))
    return any(text in load_words("hedge") and not (text == "could" and could_not) for text in texts)


def is_passive(words: Words, first: int, verb: int) -> bool:
    """Tell whether the participle `verb` is passive: a form of be before it, or no auxiliary and "by" after it."""
    if words.tag[verb] not in ("VBN", "VBD"):
        return False
    auxiliaries = [words.lemma[i] for i in range(first, verb) if words.code[i] == "A"]
    if auxiliaries:
        return auxiliaries[-1] in _BE
    return words.text[verb + 1 : verb + 2] == ["by"]


def is_subjunctive(words: Words, subject: Chunk, verb: int) -> bool:
    """Tell whether a verb is bare after a singular subject: "demanded that NAME withdraw" is a wish, whatever the tagger says."""
    text, head = words.text[verb], subject[1] - 1
    plural = words.text[head].endswith("s") or words.code[subject[0] - 1 : subject[0]] == "C"
    return text == words.lemma[verb] and words.code[verb] in "FB" and words.tag[head] in ("NN", "NNP") and not plural


def find_subject(words: Words, first: int, low: int, depth: int = 0) -> Chunk | None:
    """Return the noun phrase that is the subject of the verb group beginning at `first`, or None if that is not plain.

    Looks left, not beyond `low`: over insertions between commas, prepositional phrases, times and reduced relative
    clauses; a relative pronoun leads to the phrase before it; after "and", or for a participle behind a comma, the
    subject is that of the verb before, in the same voice.
    """
    low = max(low, first - REACH)
    code, i = words.code, first - 1
    if i < low or depth > 3:
        return None
    if (code[i] == "," and code[first] == "G") or code[i] == "C":
        return _share_subject(words, first, low, depth)
    while i >= low:
        letter, chunk = code[i], words.chunk[i]
        if letter == "R":
            i -= 1
        elif letter == ",":
            comma = words.code.rfind(",", max(low, i - 30), i)
            if comma < 0 or code[comma + 1] not in "WNDIEGJ#":
                return None
            i = comma - 1
        elif letter == "W":
            i -= 1 + (i > low and code[i - 1] == ",")
            return words.chunk[i] if i >= low else None
        elif chunk is None:
            return None
        else:
            before = chunk[0] - 1
            if is_time(words, chunk):
                i = before - (before > low and code[before] == "I")
            elif before < low or words.voice[before] != words.voice[chunk[0]]:
                return chunk
            elif code[before] in "IT":
                i = _leave_modifier(words, before - 1, low)
            elif code[before] in "BG" and words.chunk[before] is None and not _reports(words, before):
                i = _leave_modifier(words, before, low)
            elif code[before] == "F" and code[before - 1 : before] == "W":  # "the attack, which killed three, was ..."
                i = before - 2 - (code[before - 2 : before - 1] == ",")
            else:
                return chunk
    return None


def _reports(words: Words, verb: int) -> bool:
    """Tell whether a verb is one that takes a clause without "that"."""
    return words.lemma[verb] in load_words("view") | {"add", "know", "note", "stress", "mean"}


def _leave_modifier(words: Words, i: int, low: int) -> int:
    """Step left from inside a modifier of a noun phrase to that phrase's last word; below `low` if there is none."""
    while i >= low and words.code[i] in "TRBGEIF" and words.chunk[i] is None:
        if words.code[i] == "F" and not (i > low and words.chunk[i - 1] and words.code[i + 1] in "IT"):
            return low - 1
        i -= 1
    return i if i >= low and words.chunk[i] else low - 1


def _share_subject(words: Words, first: int, low: int, depth: int) -> Chunk | None:
    """Return the subject of the nearest finite verb before `first` that has one and speaks in the same voice."""
    voice = words.voice[first]
    for i in range(first - 2, low - 1, -1):
        finite = words.code[i] in "FM" or (words.code[i] == "A" and words.tag[i] in ("VBD", "VBZ", "VBP"))
        if finite and words.voice[i] == voice:
            return find_subject(words, find_group(words, i, low), low, depth + 1)
    return None

"""Verb groups: where they begin, whether they are negated, hedged or passive, and what their subject is."""

from itertools import pairwise

from analysis.grammar.lexis import load_words
from analysis.grammar.phrases import is_time
from analysis.grammar.words import REACH, Chunk, Words

GROUP = 10  # words that a verb group may hold before its verb
_BE = frozenset({"be", "get"})
_ADVERBIAL = frozenset({"while", "when", "after", "before", "by"})  # before an -ing form: whose subject is that of the clause
_OPENERS = frozenset({"since", "as", "after", "before", "once"})  # prepositions that open a clause too: "after X rejected Y"


def find_group(words: Words, verb: int, low: int) -> int:
    """Return the first word of the verb group whose main verb is `verb`: its modal, auxiliaries, adverbs and negation."""
    first, low = verb, max(low, verb - GROUP)
    while first > low:
        floating = words.text[first - 1] in ("all", "both") and words.code[first - 2 : first - 1] in ("A", "M")  # "have all left"
        if words.code[first - 1] in "RMA" or floating:
            first -= 1
        elif (before := _leave_time(words, first, low)) > low and words.code[before - 1] in "MA":
            first = before - 1  # "had over the past months urged"
        else:
            break
    return first


def _leave_time(words: Words, first: int, low: int) -> int:
    """Step left over a time that ends right before `first`, and its preposition; 0 if there is none."""
    chunk = words.chunk[first - 1]
    if chunk is None or chunk[0] <= low or not is_time(words, chunk):
        return 0
    return chunk[0] - (words.code[chunk[0] - 1] == "I")


def is_negated(words: Words, first: int, past: int) -> bool:
    """Tell whether the words from `first` to `past` turn the meaning round; twice is back again, "not only" does not."""
    texts = [*words.text[first:past], ""]
    pairs = list(pairwise(texts))
    n_negatives = sum(one in load_words("negative") and other not in ("only", "just") for one, other in pairs)
    return (n_negatives + pairs.count(("no", "longer"))) % 2 == 1


def find_hedge(words: Words, first: int, past: int) -> Chunk | None:
    """Return the first words from `first` to `past` that weaken what is said ("might", "in principle"); "could not" does not."""
    hedges, negatives = load_words("hedge"), load_words("negative")
    past = min(past, len(words.text))
    for i in range(first, past):
        for n in (3, 2, 1):
            denied = words.text[i] == "could" and not negatives.isdisjoint(words.text[i + 1 : i + 2])
            denied = denied or (words.text[i] == "may" and words.code[i] != "M")  # the month
            if i + n <= past and " ".join(words.text[i : i + n]) in hedges and not denied:
                return i, i + n
    return None


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


def opens_adverbial(words: Words, first: int) -> bool:
    """Tell whether the -ing form at `first` opens a part like "accusing ...", ", accusing ..." or "while accusing ..."."""
    before = words.code[first - 1 : first]
    return words.code[first] == "G" and (before == "," or (before in ("K", "I") and words.text[first - 1] in _ADVERBIAL))


def find_subject(words: Words, first: int, low: int, depth: int = 0) -> Chunk | None:
    """Return the noun phrase that is the subject of the verb group beginning at `first`, or None if that is not plain.

    Looks left, not beyond `low`: over insertions between commas, prepositional phrases, times and reduced relative
    clauses; a relative pronoun leads to the phrase before it; after "and", or for a participle behind a comma, the
    subject is that of the verb before, in the same voice.
    """
    start, low = low, max(low, first - REACH)
    code, i = words.code, first - 1
    if code[first] == "G" and (first == start or (i == start and opens_adverbial(words, first))):
        return _find_later_subject(words, first)
    if i < low or depth > 3:
        return None
    if opens_adverbial(words, first) or code[i] == "C":
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
        elif words.text[i] == ")":  # "the National Security Council (NSC) rejected"
            i = next((at for at in range(i - 1, max(low, i - GROUP) - 1, -1) if words.text[at] == "("), low) - 1
        elif letter == "W":
            i -= 1 + (i > low and code[i - 1] == ",")
            return words.chunk[i] if i >= low else None
        elif chunk is None:
            return None
        else:
            before = chunk[0] - 1
            if is_time(words, chunk):
                i = before - (before > low and code[before] == "I")
            elif before < low or words.voice[before] != words.voice[chunk[0]] or _opens_clause(words, before, low):
                return chunk
            elif code[before] in "IT":
                i = _leave_modifier(words, before - 1, low)
            elif code[before] == "C" and (other := words.chunk[before - 1]) and words.text[other[0] - 1] == "between":
                i = _leave_modifier(words, other[0] - 2, low)  # "a clash between A and B was"
            elif code[before] == "C" and other and words.text[other[0] - 1] == "of" and words.tag[chunk[1] - 1] == "NN":
                i = _leave_modifier(words, other[0] - 2, low)  # "the influence of drugs and alcohol is"
            elif code[before] in "BG" and words.chunk[before] is None and not _reports(words, before):
                i = _leave_modifier(words, before, low)
            elif code[before] == "F" and code[before - 1 : before] == "W":  # "the attack, which killed three, was ..."
                i = before - 2 - (code[before - 2 : before - 1] == ",")
            else:
                return chunk
    return None


def _opens_clause(words: Words, i: int, low: int) -> bool:
    """Tell whether word `i` is a preposition that opens a clause here: "Since NAME rejected it, ..."."""
    return words.text[i] in _OPENERS and (i == low or words.code[i - 1] in ",;R")


def _find_later_subject(words: Words, first: int) -> Chunk | None:
    """Return the noun phrase behind the comma that ends "Condemning the vote, NAME left": the subject of both."""
    comma = words.code.find(",", first, min(first + REACH, words.find_sentence(first)[1] - 1))
    chunk = words.chunk[comma + 1] if comma > 0 else None
    followed = chunk is not None and words.code[chunk[1] : chunk[1] + 1] in ("F", "A", "M")
    return chunk if followed and words.voice[comma + 1] == words.voice[first] else None


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
    """Return the subject of the nearest finite verb before `first` that has one and speaks in the same voice.

    Behind ", and" it is not that of a clause between commas: "X met Y, who had resigned, and urged".
    """
    voice, closed = words.voice[first], words.code[max(low, first - 2) : first] == ",C"
    for i in range(first - 2, low - 1, -1):
        finite = words.code[i] in "FM" or (words.code[i] == "A" and words.tag[i] in ("VBD", "VBZ", "VBP"))
        group = find_group(words, i, low) if finite and words.voice[i] == voice else low
        if group > low and not (closed and words.code[max(low, group - 2) : group] == ",W"):
            return find_subject(words, group, low, depth + 1)
    return None

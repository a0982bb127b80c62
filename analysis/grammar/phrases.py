"""Noun phrases with all that modifies them, and the ends of clauses."""

from analysis.grammar.lexis import load_words
from analysis.grammar.words import REACH, Chunk, Words


def is_time(words: Words, chunk: Chunk) -> bool:
    """Tell whether a noun phrase names a time."""
    return words.lemma[chunk[1] - 1] in load_words("time") or (words.tag[chunk[1] - 1] == "CD" and chunk[1] - chunk[0] == 1)


def find_phrase(words: Words, i: int, stop: int) -> Chunk | None:
    """Return the noun phrase that begins at `i` (adverbs before it skipped), without what follows its head, or None."""
    while i < stop and words.code[i] == "R" and words.chunk[i] is None:
        i += 1
    chunk = words.chunk[i] if i < stop else None
    return (i, chunk[1]) if chunk and chunk[1] <= stop else None


def extend_phrase(words: Words, past: int, stop: int, *, clauses: bool = True, verbs: bool = True) -> int:
    """Return where the noun phrase whose head ends at `past` ends with all that modifies it.

    Taken along: prepositional phrases except times, places of speaking and conditions, participles, infinitives, a
    second noun phrase after "and" that no verb follows, and, with `clauses`, a relative clause without a comma.
    Without `verbs` an infinitive ends it.
    """
    stop = min(stop, past + REACH)
    i = past
    while i < stop:
        letter, following = words.code[i], words.chunk[i + 1] if i + 1 < stop else None
        if letter in "IT" and words.text[i] not in load_words("adjunct") and following:
            if is_time(words, following) and words.tag[following[1] - 1] != "CD":
                break
            if words.lemma[following[1] - 1] in load_words("occasion") and words.text[i] in ("in", "at", "on"):
                break
            if words.code[following[1] - 1] == "P" and words.code[following[1] : following[1] + 1] in ("F", "M", "A"):
                break
            i = following[1]
        elif (
            letter == "I"
            and words.text[i] not in load_words("adjunct") | {"by"}
            and words.code[i + 1 : i + 3].lstrip("R")[:1] in ("G", "I", "T")
        ):
            i += 1 + (words.code[i + 1] == "R")  # "from ever joining"
        elif letter == "E" and words.chunk[i] is None and following and words.text[i] not in ("called", "named", "dubbed"):
            break  # with an object it is a past form: "the reserve made little impact"
        elif letter in "GE" or (verbs and letter == "T" and i + 1 < stop and words.code[i + 1] in "BAR"):
            verb, i = i, _pass_verb(words, i, stop)
            if i == verb:
                break  # a participle that begins a time: "closed last week"
        elif letter == "F" and words.text[i].endswith("ed") and i + 1 < stop and words.code[i + 1] == "I":
            i += 1  # a participle of the same form as the past: "the accord discussed in ..."
        elif (
            letter == "C"
            and following
            and words.code[i + 1] != "G"
            and not (following[1] < stop and words.code[following[1]] in "FMAR")
        ):
            i = following[1]
        elif (
            clauses
            and words.text[i] in ("that", "which", "who", "whose", "whom")
            and (letter in "WK" or words.code[i + 1 : i + 2] in ("F", "M", "A"))
        ):
            return find_clause_end(words, i + 1, stop, at_comma=letter != "K")
        elif i == past and words.lemma[i - 1] == "way" and words.chunk[i]:
            return find_clause_end(words, i, stop, at_comma=True)  # "the way the war was sold"
        elif letter == "S" and following:
            i = following[1]
        elif letter == "#" and (i == past or words.tag[i - 1] in ("NNP", "NNPS")):
            i += 1  # "Line 2"
        else:
            break
    return i


def _pass_verb(words: Words, i: int, stop: int) -> int:
    """Step over a non-finite verb with its adverbs, auxiliaries and object."""
    while i < stop and words.code[i] in "TRABGE" and not words.chunk[i]:
        i += 1
    chunk = words.chunk[i] if i < stop else None
    return chunk[1] if chunk and not is_time(words, chunk) else i


def find_clause_end(words: Words, i: int, stop: int, *, at_comma: bool = False) -> int:
    """Return where the clause that goes on at `i` ends: at a break, a change of voice, or a comma that opens another clause.

    With `at_comma` any comma ends it.
    """
    stop = min(stop, i + REACH)
    voice = words.voice[i] if i < stop else None
    while i < stop and words.code[i] not in ".;" and words.voice[i] == voice:
        if words.code[i] == "," and (at_comma or i + 1 >= stop or words.code[i + 1] in "CWGKFRP"):
            break
        i += 1
    return i

"""What the words around a mention tell: whether it is a subject, speaks, or stands within a quotation."""

from analysis.actors.references import Reference
from analysis.lookups import index_cues
from analysis.words import Words

_LONG_QUOTATION = 8  # sentences; in a longer one a mark is likely to be missing


def speaks(words: Words, at: int) -> bool:
    """Whether a verb of saying follows, adverbs and auxiliaries aside."""
    for after in range(at + 1, min(at + 4, len(words))):
        if words.pos[after] == "VERB":
            return words.lemma[after] in index_cues() and words.tag[after] != "VBN"
        if words.pos[after] not in ("ADV", "AUX"):
            return False
    return False


def is_said_by(words: Words, reference: Reference) -> bool:
    """Whether a mention is the subject of a verb of saying: "Lavrov said", "said Lavrov", but not "said Lavrov was wrong"."""
    at = reference.first
    if speaks(words, reference.past - 1):
        return True
    cue = at > 0 and words.tag[at - 1] in ("VBD", "VBZ") and words.lemma[at - 1] in index_cues()
    return cue and not _has_verb(words, reference.past)


def is_subject(words: Words, reference: Reference) -> bool:
    """Whether a finite verb follows a mention, or it begins its sentence."""
    if not reference.first or words.sentence_id[reference.first - 1] != words.sentence_id[reference.first]:
        return True
    return _has_verb(words, reference.past)


def _has_verb(words: Words, at: int) -> bool:
    """Whether a finite verb stands at a word, one or two adverbs aside."""
    past = min(at + 2, len(words))
    while at < past and words.pos[at] == "ADV":
        at += 1
    return at < len(words) and words.tag[at] in ("VBD", "VBZ", "VBP", "MD")


def number_sentences(words: Words, quoted: list[bool]) -> list[int]:
    """The number of the sentence of each word; some sentences that stand wholly within a quotation are not counted."""
    numbers: list[int] = []
    number = n_quoted = 0
    for first, past in words.sentences:
        n_quoted = n_quoted + 1 if all(quoted[first:past]) else 0
        number += n_quoted == 0 or n_quoted > _LONG_QUOTATION
        numbers += [number] * (past - first)
    return numbers


def mark_quoted(words: Words) -> list[bool]:
    """Whether each word stands between double quotation marks; a new paragraph's mark opens anew."""
    inside, marks = False, []
    for at, text in enumerate(words.text):
        if text in ("“", "„", "«"):
            inside = True
        elif text in ("”", "»"):
            inside = False
        elif text == '"':  # opens before a word that it touches
            inside = at + 1 < len(words) and words.start[at + 1] == words.end[at] and words.pos[at + 1] != "PUNCT"
        marks.append(inside)
    return marks

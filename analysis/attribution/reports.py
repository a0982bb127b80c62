"""The statements of one frame: by reporting verbs, "according to", and nouns that report ("his claim that")."""

import re

from analysis.attribution.clauses import NOUN_PHRASE, SUBJECT_RIGHT, find_complement, find_end
from analysis.attribution.frames import Frame
from analysis.attribution.verbs import FINITE, SURE, Found, Patterns, Verb, find_clause_start, load_cues

_OPENING_PHRASE = re.compile(NOUN_PHRASE)
_OWNER_LEFT = re.compile(rf"(?:(?P<own>D)|(?P<owner>{NOUN_PHRASE})S)[ARENMG]{{0,3}}\Z")
_OWN = ("his", "her", "their", "its", "my", "our", "your")


def attribute_frame(text: str, frame: Frame) -> list[Found]:
    """Find the statements of a frame, outermost only, in the order of their cues."""
    verbs, nouns = load_cues("verb"), load_cues("noun")
    sure = {
        place
        for place, lemma in enumerate(frame.lemmas)
        if lemma in verbs and max(verbs[lemma].values()) >= SURE and frame.code[place] in "VBE"
    }
    found: list[Found] = []
    for place, (letter, lemma) in enumerate(zip(frame.code, frame.lemmas, strict=True)):
        if any(first <= place < past for each in found for first, past in each.content):
            continue
        each = None
        if frame.words[place : place + 2] == ["according", "to"]:
            each = _read_according(frame, place, found)
        elif lemma in verbs and letter in "VBGE":
            each = Verb(frame, place, verbs[lemma], found, sure).read()
        elif lemma in nouns and letter == "N":
            each = _read_noun(frame, place, nouns[lemma])
        if each:
            found = [one for one in found if not _lies_within(one, each)]
            found.append(each)
    return found


def _lies_within(inner: Found, outer: Found) -> bool:
    """Tell whether all content of one statement lies within the content of another."""
    return all(any(first <= a and b <= past for first, past in outer.content) for a, b in inner.content)


def _read_according(frame: Frame, place: int, found: list[Found]) -> Found | None:
    """Read "according to S": what stands before it, or after it where it opens the sentence."""
    before = len(frame.code[:place].rstrip(","))
    start = find_clause_start(frame, before, found)
    opening = not FINITE.search(frame.code, start, before) and "Z" not in frame.code[start:before]
    match = (_OPENING_PHRASE if opening else SUBJECT_RIGHT).match(frame.code, place + 2, place + 80)
    if not match:
        return None
    past = match.end()
    if opening and frame.code[past : past + 1] == ",":
        first = past + (frame.code[past : past + 1] == ",")
        content = (first, find_end(frame, first, "clause")) if first < len(frame.code) else (first, first)
    else:
        content = (start, before)
    if content[0] >= content[1]:
        return None
    return Found(frame, [content], (place + 2, past), (place, place + 2), "according to")


def _read_noun(frame: Frame, noun: int, patterns: Patterns) -> Found | None:
    """Read "his claim that ...", "Moscow's demand for ..."."""
    owner = _OWNER_LEFT.search(frame.code, max(0, noun - 40), noun)
    complement = find_complement(frame, noun + 1, patterns)
    if not owner or not complement or complement.pattern not in patterns or complement.first > noun + 2:
        return None
    if owner["own"]:
        if frame.words[owner.start()] not in _OWN:
            return None
        source = (owner.start(), owner.start() + 1)
    else:
        source = owner.span("owner")
    content = (complement.first, find_end(frame, complement.first, complement.pattern))
    if content[0] >= content[1]:
        return None
    cue = (source[1] + (not owner["own"]), complement.cue_past)
    return Found(frame, [content], source, cue, f"noun {complement.pattern}", patterns[complement.pattern])

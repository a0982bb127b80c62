"""The statements of one frame: by reporting verbs, by "according to", and around a quotation by its punctuation."""

import re
from collections.abc import Mapping
from functools import cache

from analysis.attribution.clauses import JOINED, NOUN_PHRASE, REACH, SUBJECT_RIGHT, SURE, find_end, find_subject
from analysis.attribution.found import Found, Guess, find_clause_start, lies_within
from analysis.attribution.frames import Frame
from analysis.attribution.verbs import read_verb
from analysis.lexicon import load_lexicon

_ENDS = 0.6  # a verb with a pattern from here on ends the content before it, where "and" leads to it
_FEWEST = 3  # uses counted, for their share to say anything
_FINITE = re.compile(r"[VX]")
_SOURCE = re.compile(NOUN_PHRASE)
_GOES_ON = re.compile(r",R?[VX]")
_NAME_BEFORE_COLON = re.compile(rf"[KR-]?({NOUN_PHRASE}):")
_SUBJECT_AND_VERB = re.compile(
    rf",?(?:(?P<left>{JOINED})R?(?P<verb>(?:X[nR]?)*V)|(?P<inverted>V)(?P<right>{SUBJECT_RIGHT.pattern})(?![RnyX,]{{0,4}}[VX]))"
)
_OPEN_ENDED = re.compile(r"[,?!—–-][\"”’'»]|[\"”’'»],")


@cache
def load_verbs() -> Mapping[str, Mapping[str, float]]:
    """Return for each reporting verb the patterns of what it reports, each with the share of statements among its uses."""
    verbs: dict[str, dict[str, float]] = {}
    for lemma, pattern, weight, n in load_lexicon("reporting")[["lemma", "pattern", "weight", "n"]].itertuples(index=False):
        verbs.setdefault(lemma, {})[pattern] = (float if int(n) >= _FEWEST else Guess)(weight or 0)
    return verbs


def attribute_frame(text: str, frame: Frame) -> list[Found]:
    """Find the statements of a frame in the order of their cues, then those told within another."""
    verbs = load_verbs()
    sure = {
        place
        for place, lemma in enumerate(frame.lemmas)
        if frame.code[place] in "VE" and lemma in verbs and max(verbs[lemma].values()) >= _ENDS
    }
    found: list[Found] = []
    nested: list[Found] = []
    for place, (letter, lemma) in enumerate(zip(frame.code, frame.lemmas, strict=True)):
        according = frame.words[place] == "according" and frame.words[place + 1 : place + 2] == ["to"]
        if not according and (letter not in "VBGEN" or lemma not in verbs):
            continue
        around = [each for each in found if any(first <= place < past for first, past in each.content)]
        if any(each.holds for each in around):
            nested += [each] if not according and (each := _read_nested(frame, place, verbs[lemma])) else []
            continue
        others = [each for each in found if each not in around]
        each = _read_according(frame, place, others) if according else read_verb(frame, place, verbs[lemma], others, sure)
        if each and (not around or each.looks_back):
            found = [*(one for one in others if not lies_within(one, each)), each]
    for place, quotation in frame.blocks.items():
        if not any(first <= place < past for each in found for first, past in each.content):
            each = _read_announced(frame, place)
            if not each and _OPEN_ENDED.search(text, quotation.end - 2, quotation.end + 1):
                each = _read_answered(frame, place)
            found += [each] if each else []
    return found + nested


def _read_nested(frame: Frame, place: int, patterns: Mapping[str, float]) -> Found | None:
    """Read a statement told within another, where a source and "that" or a quotation leave no doubt of it."""
    if frame.code[place] not in "VE" or max(patterns.get("clause", 0), patterns.get("quote", 0)) < SURE:
        return None
    each = read_verb(frame, place, patterns, [], set())
    plain = each and each.source and each.reason in ("cue, clause", "cue, quote")
    return each if each and plain and frame.code[each.content[0][0]] in "tZ" else None


def _read_according(frame: Frame, place: int, found: list[Found]) -> Found | None:
    """Read "according to S": what stands before it, or after it where it opens the sentence."""
    code = frame.code
    before = len(code[:place].rstrip(","))
    start = find_clause_start(frame, before, found)
    opening = not _FINITE.search(code, start, before) and "Z" not in code[start:before]
    match = (_SOURCE if opening else SUBJECT_RIGHT).match(code, place + 2, place + REACH)
    if not match:
        return None
    past = match.end()
    content = [(start, before)]
    if opening and code[past : past + 1] == ",":
        content = [(past + 1, find_end(frame, past + 1, "clause"))]
    elif not opening and _GOES_ON.match(code, past):
        content.append((past + 1, find_end(frame, past + 1, "clause")))
    if content[0][0] >= content[0][1]:
        return None
    return Found(frame, content, match.span(), (place, place + 2), "according to S")


def _read_announced(frame: Frame, place: int) -> Found | None:
    """Read a quotation after a colon: said by the subject of the verb before it, or by the one named before the colon."""
    code = frame.code
    if not place or code[place - 1] != ":":
        return None
    verb = _FINITE.search(code, max(0, place - REACH), place)
    source = find_subject(frame, verb.start()) if verb else None
    if not verb and (name := _NAME_BEFORE_COLON.fullmatch(code, 0, place)):
        return Found(frame, [(place, place + 1)], name.span(1), (place - 1, place), "S: quote")
    if not verb or not source:
        return None
    cue = (verb.start(), verb.start() + 1) if verb.group() == "V" else (verb.start(), place - 1)
    return Found(frame, [(place, place + 1)], source[:2], cue, "S any verb: quote")


def _read_answered(frame: Frame, place: int) -> Found | None:
    """Read a quotation that ends with a comma, and the subject and verb after it, whatever the verb."""
    match = _SUBJECT_AND_VERB.match(frame.code, place + 1, place + REACH)
    if not match:
        return None
    source, cue = (match.span("left"), match.span("verb")) if match["left"] else (match.span("right"), match.span("inverted"))
    return Found(frame, [(place, place + 1)], source, cue, "quote, any verb")

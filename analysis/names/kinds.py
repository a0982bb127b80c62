"""Says of what kind a name is: person, organization, state, place, group or other."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

import numpy as np

from analysis.lexicon import load_lexicon
from analysis.lookups import index_cues, index_first_names, index_heads, index_known, index_regions, is_body
from analysis.titles import index_offices, match_office
from analysis.words import Words

KINDS = ("person", "organization", "place", "other")
FLOOR = 0.02  # added to the network's probabilities, so that no kind is ruled out
_SURE_PERSON, _LEAST_BODY = 0.65, 0.15  # what the network says of a single word: surely a person; perhaps an organization
_TELLS_PERSON = frozenset(("title", "honorific", "first name alone", "who", "age", "initial", "office in apposition"))
_AGE = re.compile(r"\d{2}$")
_INITIAL = re.compile(r"[A-Z]\.?$")
_PLACE_END = ("stan", "burg", "burgh", "grad", "ville", "shire", "land", "ton", "ford", "ham", "pur", "abad", "sk", "ia")
_PERSON_END = ("ov", "ova", "ev", "sky", "skiy", "skyi", "enko", "chuk", "ez", "son", "sen", "berg", "stein", "mann", "ini",
               "yan")  # fmt: skip
_FUNCTION = frozenset(("ADP", "DET", "CCONJ", "PUNCT", "SCONJ"))


@cache
def _weights() -> dict[str, np.ndarray]:
    """How strongly each cue speaks for each kind."""
    weights: dict[str, np.ndarray] = {}
    for cue, kind, weight in load_lexicon("name_cues")[["cue", "kind", "weight"]].itertuples(index=False):
        weights.setdefault(cue, np.zeros(len(KINDS)))[KINDS.index(kind)] = float(weight)
    return weights


def name_kinds(words: Words, runs: list[tuple[int, int]], looks: np.ndarray) -> list[tuple[str, str]]:
    """Return the kind of each name of a document and what decided it.

    Names of states, capitals and blocs have the kind of the tables they are in. For every other name the logarithms of the
    network's probabilities (`looks`, words x KINDS, the mean over all places where the document has the name) and the weights of
    its cues (name_cues.csv: its head and shape, the title before it, the words around every place) are added up, and the kind
    with the largest sum is taken. A single word that ends a person's name of the document is that person, one that begins an
    organization's name is that organization.
    """
    texts = [" ".join(words.lower[first:past]) for first, past in runs]
    described = describe_names(words, runs)
    seen = average_looks(texts, runs, looks)
    kinds = {text: _weigh(cues, seen[text]) for text, cues in described.items()}
    addressed = {text for text, cues in described.items() if "honorific" in cues}
    titled = addressed | {text for text, cues in described.items() if "title" in cues}
    people = {text.split()[-1] for text, kind in kinds.items() if kind == "person" and " " in text}
    sure = {text.split()[-1] for text in kinds if text.split()[0] in index_first_names() or text in addressed} & people
    several = [text for text, kind in kinds.items() if kind == "organization" and " " in text]
    bodies = {short for text in several for short in _shorten(text)} - people
    answers = []
    for text in texts:
        fixed = index_known("name").get(text) or index_known("capital").get(text) or index_known("people").get(text)
        if "company" in described[text]:
            answers.append(("organization", "company suffix"))
        elif kinds[text] == "person" and text in (addressed if fixed else titled):
            answers.append(("person", "title beside the name"))
        elif fixed and text not in sure:
            answers.append((fixed, "name known from tables"))
        elif text in people:
            answers.append(("person", "surname of a person of the document"))
        elif text in bodies and kinds[text] in ("organization", "other"):
            answers.append(("organization", "short for an organization of the document"))
        elif kinds[text] == "person" and " " not in text and "plural True" in described[text] and text not in titled:
            answers.append(("group", "plural of a name"))
        elif kinds[text] == "person" and _is_company(text, described[text], seen[text]):
            answers.append(("organization", "one word that nothing tells a person by"))
        else:
            answers.append((kinds[text], "network and cues of the name"))
    return answers


def _is_company(text: str, cues: dict[str, float], seen: np.ndarray) -> bool:
    """Whether a single word taken for a person is an organization: news call people by first name, title or surname.

    The network knows few companies and takes their names for surnames, but less surely. Fitted on GUM and MEANTIME.
    """
    sums = _sum_cues(cues, seen)
    person, body = np.exp(seen[:2])
    is_second = KINDS[int(sums.argsort()[-2])] == "organization"
    return " " not in text and _TELLS_PERSON.isdisjoint(cues) and person < _SURE_PERSON and body > _LEAST_BODY and is_second


def average_looks(texts: list[str], runs: list[tuple[int, int]], looks: np.ndarray) -> dict[str, np.ndarray]:
    """Return the logarithms of what the network says of each name's kind, by the text of the name: the mean over its places."""
    found: dict[str, list[np.ndarray]] = defaultdict(list)
    for text, (first, past) in zip(texts, runs, strict=True):
        found[text].append(looks[first:past].mean(0))
    return {text: np.log(np.mean(places, axis=0) + FLOOR) for text, places in found.items()}


def _weigh(cues: dict[str, float], seen: np.ndarray) -> str:
    """The kind that the network and the cues of a name speak for."""
    return KINDS[int(_sum_cues(cues, seen).argmax())]


def _sum_cues(cues: dict[str, float], seen: np.ndarray) -> np.ndarray:
    """How strongly the network and the cues of a name speak for each kind."""
    return seen + sum(value * _weights()[cue] for cue, value in [("", 1.0), *cues.items()] if cue in _weights())


def _shorten(text: str) -> Iterator[str]:
    """How an organization may be called for short: by its first word where that says enough, or by its initials."""
    first = text.split()[0]
    tables = (index_heads(), index_first_names(), index_regions(), index_known("adjective"), index_known("name"))
    if not any(first in table for table in tables):
        yield first
    yield "".join(word[0] for word in text.split() if word not in ("of", "the", "for", "and", "on", "&"))


def describe_names(words: Words, runs: list[tuple[int, int]]) -> dict[str, dict[str, float]]:
    """Return the cues of each name of a document, by its words in lower case.

    Cues of the name itself and telling neighbours (titles, appositions) have value 1; plain neighbouring words have the share of
    the name's places that show them.
    """
    initials = {text for text in words.text if text.isupper() and 1 < len(text) < 7}
    small = {lower for text, lower in zip(words.text, words.lower, strict=True) if text == lower}
    places: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for first, past in runs:
        places[" ".join(words.lower[first:past])].append((first, past))
    described = {}
    for text, found in places.items():
        cues = dict.fromkeys(_describe_shape(words, *found[0], initials, small), 1.0)
        for first, past in found:
            for cue in _describe_context(words, first, past):
                cues[cue] = cues.get(cue, 0.0) + 1 / len(found) if cue.startswith(("before ", "after ")) else 1.0
        described[text] = cues
    return described


def _describe_shape(words: Words, first: int, past: int, initials: set[str], small: set[str]) -> Iterator[str]:
    """The cues of a name itself."""
    lower, text = words.lower[first:past], words.text[first:past]
    length = past - first
    yield f"length {min(length, 4)}"
    head = next((n for n, word in enumerate(lower) if n and word in ("of", "for", "on")), length) - 1
    heads = index_heads()
    if lower[head] in heads:
        yield f"head {heads[lower[head]].kind} {'alone' if length == 1 else heads[lower[head]].use}"
    if length > 1 and lower[0] in heads:
        yield f"first {heads[lower[0]].kind}"
    if length > 1 and (lower[0] in index_known("adjective") or lower[0] in index_known("name")):
        yield "first state"
    if length > 1 and any(word in heads and heads[word].sort == "suffix" for word in lower):
        yield "company"
    if "&" in text:
        yield "ampersand"
    if length > 1 and "".join(word[0] for word in text if word[0].isupper()) in initials:
        yield "initials known"
    if (any(_INITIAL.match(word) for word in text[:-1]) and length > 1) or lower[-1] in ("jr", "jr.", "sr", "sr."):
        yield "initial"
    for word in dict.fromkeys((text[0], text[-1])):
        bare = word.replace(".", "")
        if bare.isupper() and len(bare) > 1:
            yield f"capitals {min(len(bare), 5)} {length > 1}"
        elif any(map(str.isdigit, bare)):
            yield "digit"
        elif not bare.istitle() and "-" not in bare:
            yield "inner capital"
    if lower[0] in index_first_names():
        yield "first name" if length > 1 else "first name alone"
    if " ".join(lower) in index_regions():
        yield "region"
    if lower[-1].endswith(_PLACE_END):
        yield f"place ending {length == 1}"
    if lower[-1].endswith(_PERSON_END):
        yield f"person ending {length == 1}"
    if words.tag[past - 1] == "NNPS" or lower[-1].endswith("s"):
        yield f"plural {words.tag[past - 1] == 'NNPS'}"
    if lower[-1] in small:
        yield f"also a word {length == 1}"
    if any(words.tag[at] not in ("NNP", "NNPS") for at in range(first, past)):
        yield "tag"


def _describe_context(words: Words, first: int, past: int) -> Iterator[str]:
    """The cues around one place of a name."""
    before = words.lower[first - 1] if first else ""
    after = words.lower[past] if past < len(words) else ""
    if before in index_offices("honorific"):
        yield "honorific"
    elif before and _ends_office(words, first):
        yield "title"
    elif before == "(" and after == ")":
        yield "in brackets"
    elif first and words.pos[first - 1] in _FUNCTION:
        yield f"before {before}"
        if before == "of" and first > 1 and words.lower[first - 2] in index_heads():
            yield f"{index_heads()[words.lower[first - 2]].kind} of"
    elif is_body(before):
        yield "body before"
    elif first and words.tag[first - 1].startswith("VB"):
        yield "before verb"
    if after == ",":
        yield from _describe_apposition(words, past)
    elif after == "(" and past + 1 < len(words) and words.text[past + 1].isupper() and len(words.text[past + 1]) > 1:
        yield "acronym follows"
    elif after == "'s" and match_office(words.lower, past + 1, min(past + 5, len(words))) > past + 1:
        yield "possessive office"
    elif after in ("'s", "'"):
        yield "after 's"
    elif past < len(words) and words.lemma[past] in index_cues():
        yield "after say"
    elif match_office(words.lower, past, min(past + 4, len(words))) > past:
        yield "office follows"
    elif after in ("who", "which", "where"):
        yield after
    elif past < len(words) and words.tag[past].startswith(("VB", "MD")):
        yield "after verb"
    elif past < len(words) and words.pos[past] in ("NOUN", "ADP"):
        yield f"after {words.pos[past]}"


def _describe_apposition(words: Words, comma: int) -> Iterator[str]:
    """What follows a comma after the name: an age, "who", an office, a body, a state."""
    past = min(comma + 6, len(words))
    after = words.lower[comma + 1] if comma + 1 < past else ""
    if _AGE.match(after):
        yield "age"
    elif after in ("who", "which", "where"):
        yield after
    elif after in index_known("name") or after in index_regions():
        yield "state follows"
    elif after in ("a", "an", "the", "its", "their") or match_office(words.lower, comma + 1, past) > comma + 1:
        for at in range(comma + 1, past):
            if match_office(words.lower, at, past) > at:
                yield "office in apposition"
                break
            if words.lower[at] in index_heads():
                yield f"{index_heads()[words.lower[at]].kind} in apposition"
                break


def _ends_office(words: Words, past: int) -> bool:
    """Whether an office ends just before a word."""
    return any(match_office(words.lower, at, past) == past for at in range(max(0, past - 4), past))

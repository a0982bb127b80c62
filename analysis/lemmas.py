"""Dictionary forms of words: simplemma's dictionary, told by the tag whether there is anything to undo.

simplemma sees a word alone: `meeting` is `meet` for it whether noun or verb, `left` is `left`. The Penn tag says which forms are
inflected at all; a list of the verbs that the training corpora use decides between its answer and the regular ways to undo an
ending; `lemmas.csv` holds the irregular forms it lacks.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

import simplemma

from analysis.lexicon import load_lexicon
from analysis.places import index_places

_ENDING = re.compile(r"(?:ing|ed|es|s)\Z")
_DOUBLED = re.compile(r"([^aeiou])\1\Z")
_LONG_DOUBLED = re.compile(r"[aeiou][^aeiou]+[aeiou]+([^aeious])\1\Z")  # modelled is no form of "modell", but mulled is of "mull"
_PLURALS, _VERBS, _DEGREES = {"NNS"}, {"VBD", "VBN", "VBG", "VBZ"}, {"JJR", "JJS", "RBR", "RBS"}


@lru_cache(maxsize=200_000)
def find_lemma(form: str, tag: str) -> str:
    """Return the dictionary form of a word with straight apostrophes: lower case, but a proper noun as it stands.

    What an adjective has of the name of a state or its people keeps its capital: Russian, pro-Moscow.
    """
    if tag in ("NNP", "NNPS"):
        return form
    lower = form.lower()
    if known := _load_exceptions().get((lower, tag)):
        return known
    if not lower.isalpha() and any(map(str.isdigit, lower)):
        return lower
    if tag == "JJ" and form != lower:
        return "-".join(part if part in _load_names() else part.lower() for part in form.split("-"))
    if tag in _VERBS:
        return _find_verb(lower)
    if tag in _PLURALS or tag in _DEGREES:
        return simplemma.lemmatize(form, lang="en").lower()
    return lower


def _find_verb(form: str) -> str:
    """Return simplemma's answer if it is a verb in use, else a regular base of the form that is one or at least a word."""
    answer = simplemma.lemmatize(form, lang="en").lower()
    bases = list(_list_bases(form))
    for base in (answer, *bases):
        if base in _load_verbs():
            return base
    if answer == form or _LONG_DOUBLED.search(answer):
        return next((base for base in bases if simplemma.is_known(base, lang="en")), answer)
    return answer


def _list_bases(form: str) -> Iterator[str]:
    """Yield what a form with a regular ending may come from: planned -> plan, planne, plann; tried -> try."""
    stem = _ENDING.sub("", form)
    if stem != form:
        if stem.endswith("i"):
            yield stem[:-1] + "y"
        if _DOUBLED.search(stem):
            yield stem[:-1]
        yield from (stem + "e", stem)


@cache
def _load_names() -> frozenset[str]:
    """Return the names of states, their capitals and peoples."""
    return frozenset(name for use in ("name", "capital", "adjective", "people") for name in index_places(use))


@cache
def _load_verbs() -> frozenset[str]:
    """Return the verbs of the training corpora."""
    return frozenset(load_lexicon("verbs")["verb"])


@cache
def _load_exceptions() -> dict[tuple[str, str], str]:
    """Return the lemmas of the forms and tags listed."""
    table = load_lexicon("lemmas")
    return {
        (form, tag): lemma
        for form, tags, lemma in zip(table["form"], table["tags"], table["lemma"], strict=True)
        for tag in tags.split()
    }

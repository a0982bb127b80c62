"""Word lists as lookup tables: heads of names, names of states and blocs, first names, verbs of saying."""

from functools import cache
from typing import NamedTuple

from analysis.lexicon import load_lexicon
from analysis.places import index_places


class Head(NamedTuple):
    """A word that names of one kind end with: `use` is common, proper or suffix; `sort` company, bloc, suffix or empty."""

    kind: str
    use: str
    sort: str


@cache
def index_heads() -> dict[str, Head]:
    """Return the heads of names (heads.csv) in lower case; treat as read-only."""
    heads = load_lexicon("heads")
    return dict(zip(heads["word"], map(Head, heads["kind"], heads["use"], heads["sort"]), strict=True))


def is_body(word: str) -> bool:
    """Whether a word is a common noun for an organization ("ministry", "company")."""
    head = index_heads().get(word)
    return head is not None and head.kind == "organization" and head.use == "common"


def head_kind(word: str) -> str:
    """Return the kind of the names that end with a word; empty where it tells none."""
    head = index_heads().get(word)
    return head.kind if head else ""


def head_sort(word: str) -> str:
    """Return what sort of body a word is said of: company, bloc, suffix or nothing."""
    head = index_heads().get(word)
    return head.sort if head else ""


@cache
def index_known(use: str) -> dict[str, str]:
    """Return names of states and blocs, or their capitals and seats, adjectives or people, with the kind of such a name.

    Parameters
    ----------
    use : name, capital, adjective or people

    Notes
    -----
    Lower case with straight apostrophes, as `Words.lower`; treat the result as read-only.
    """
    kind = {"name": "state", "capital": "place", "adjective": "state", "people": "group"}[use]
    known = {text.lower().replace("’", "'"): kind for text in index_places(use)}
    blocs = load_lexicon("blocs")
    blocs = blocs[blocs["use"] == use]
    known |= {alias.lower(): bloc if use == "name" else kind for alias, bloc in zip(blocs["alias"], blocs["kind"], strict=True)}
    if use == "capital":
        known |= {seat.lower(): "place" for seat in load_lexicon("seats")["seat"]}
    return known


@cache
def index_first_names() -> dict[str, str]:
    """Return first names in lower case with their gender (m, f or empty); treat as read-only."""
    names = load_lexicon("first_names")
    return dict(zip(names["name"], names["gender"], strict=True))


@cache
def index_first_name_forms() -> dict[str, frozenset[str]]:
    """Return forms of first names (Joe, Volodymyr) in lower case with the names they are forms of; treat as read-only."""
    forms: dict[str, set[str]] = {}
    lexicon = load_lexicon("first_name_forms")
    for form, name in zip(lexicon["form"], lexicon["name"], strict=True):
        forms.setdefault(form, set()).add(name)
    return {form: frozenset(names) for form, names in forms.items()}


@cache
def index_bodies() -> dict[str, tuple[str, str]]:
    """Return names of well-known bodies of states in lower case with their usual name and their state; treat as read-only."""
    bodies = load_lexicon("bodies")
    return {
        alias.lower(): (name.lower(), state)
        for alias, name, state in zip(bodies["alias"], bodies["name"], bodies["state"], strict=True)
    }


@cache
def index_parents() -> dict[str, str]:
    """Return blocs that are part of another bloc or of a state, with its name; treat as read-only."""
    blocs = load_lexicon("blocs")
    blocs = blocs[blocs["part_of"] != ""]
    return dict(zip(blocs["name"], blocs["part_of"], strict=True))


@cache
def index_regions() -> frozenset[str]:
    """Return names of provinces and cities in lower case."""
    return frozenset(text.lower() for text in index_places("region"))


@cache
def index_cue_classes() -> dict[str, str]:
    """Return what cues do (`schema.CUE_CLASSES`) by their words in lemmas; treat as read-only."""
    cues = load_lexicon("cues")
    return dict(zip(cues["lemma"], cues["class"], strict=True))


@cache
def index_cues() -> frozenset[str]:
    """Return the lemmas of verbs that introduce what somebody says or thinks."""
    cues = load_lexicon("cues")
    return frozenset(cues.loc[cues["part"] == "verb", "lemma"])

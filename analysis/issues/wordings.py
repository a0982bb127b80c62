"""Noun phrases as wordings of issues: what they are about, who has a part in it, and how they read."""

import json
import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from analysis.grammar import Chunk, Words, extend_phrase, find_phrase, is_time, load_effects
from analysis.issues.codebook import make_slug
from analysis.lemmas import find_lemma
from analysis.lexicon import load_lexicon
from analysis.places import index_places

# Prepositions, with the one that stands for those of like meaning.
_SENSES = {
    "of": "of", "for": "for", "from": "from", "by": "from", "between": "with", "with": "with", "about": "on", "against": "on",
    "on": "on", "over": "on", "at": "in", "in": "in", "into": "in", "to": "in", "toward": "in", "towards": "in",
}  # fmt: skip
CLAUSE = " ..."  # ends the head of a wording that is a clause
PLACE = "in "  # begins the key of a place that is no actor
_DECODER = json.JSONDecoder()
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_LOOSE_MARK = re.compile(r" (?=[,;:)%]|'|n't\b)|(?<=\() ")
_QUOTES = re.compile(r"[\"“”„«»‟]|(?<!\w)['‘’]|['’](?!\w)")


class Wording(NamedTuple):
    """One way of speaking of an issue.

    `head` is what it is, its synonyms under one name; `word` that word itself; `content` the words that say which (of
    "security guarantees": security), `names` the actors in it ("NATO troops") and `about` what follows it ("in Ukraine").
    `place` is where a proposal was made, if it is called by that. `core` and `full` are the texts without and with what
    follows; `pattern` the core in dictionary forms.
    """

    head: str
    content: frozenset[str]
    names: frozenset[str]
    about: frozenset[str]
    word: str
    place: str
    core: str
    full: str
    pattern: str

    @property
    def is_clause(self) -> bool:
        """Whether it is a whole clause: "they should attend"."""
        return self.head.endswith(CLAUSE)

    @property
    def is_bare(self) -> bool:
        """Whether it does not say which: "the guarantees"."""
        return not (self.content or self.names)

    def pack(self) -> str:
        """The same as one line of JSON."""
        return json.dumps([sorted(part) if isinstance(part, frozenset) else part for part in self], ensure_ascii=False)

    @classmethod
    def unpack(cls, line: str) -> "Wording":
        """The wording that `pack` wrote."""
        return cls._make(frozenset(part) if isinstance(part, list) else part for part in json.loads(line))

    @staticmethod
    def unpack_head(line: str) -> str:
        """The head of the wording that `pack` wrote."""
        return str(_DECODER.raw_decode(line, 1)[0])


class Names(NamedTuple):
    """The names of one document: the actor or place of each word of a name, the words of places, and how actors are called."""

    actors: Mapping[int, str]
    places: frozenset[int]
    called: Mapping[str, str]


@cache
def load_class(name: str) -> frozenset[str]:
    """Return the words of a class of issue_words.csv."""
    table = load_lexicon("issue_words")
    return frozenset(table.loc[table["class"] == name, "lemma"])


@cache
def index_adjectives() -> dict[str, str]:
    """Return the ids of states and blocs by their adjectives in lower case; treat as read-only."""
    blocs = load_lexicon("blocs")
    blocs = blocs[blocs["use"] == "adjective"]
    found = {text.lower(): make_slug(state) for text, state in index_places("adjective").items()}
    return found | {text.lower(): make_slug(name) for text, name in zip(blocs["alias"], blocs["name"], strict=True)}


@cache
def _list_loose() -> frozenset[str]:
    """Return the words before a noun that do not say which one it is: "further", "serious", "unacceptable"."""
    table = load_lexicon("evaluations")
    judging = set(table.loc[table["part"] == "adjective", "words"])
    return frozenset(judging | load_class("loose") | set(load_lexicon("stop_words")["word"]))


@cache
def list_bearers() -> frozenset[str]:
    """Return the nouns for people and for bodies of people."""
    sources = load_lexicon("sources")
    people = set(sources.loc[sources["kind"] != "document", "lemma"]) | set(load_lexicon("offices")["office"])
    return frozenset((people | load_class("person")) - load_class("issue"))


@cache
def _index_synonyms() -> dict[str, str]:
    """Return the name under which nouns of like meaning go; treat as read-only."""
    table = load_lexicon("issue_synonyms")
    return dict(zip(table["lemma"], table["meaning"], strict=True))


def find_sense(lemma: str) -> str:
    """Return the name under which a noun goes together with those of like meaning."""
    plain = lemma.replace("-", "")
    return _index_synonyms().get(plain, plain)


def find_base(words: Words, i: int) -> str:
    """Return the dictionary form of word `i`, in lower case also where it is written as a name ("Guarantees")."""
    return find_lemma(words.text[i], "NNS") if words.tag[i] == "NNPS" else words.lemma[i]


def read_phrase(words: Words, names: Names, text: str, chunk: Chunk, stop: int) -> Wording | None:
    """Read the noun phrase `chunk` with what follows it before word `stop`; None for one that ends in a name or no noun."""
    first, past = chunk
    head = past - 1
    if words.code[head] != "N" or head in names.actors or not words.text[head][:1].isalpha():
        return None
    first, owners = skip_loose(words, names, first, head)
    base, core = find_base(words, head), past
    if base in load_class("suffix") and head > first and words.code[head - 1] == "N" and head - 1 not in names.actors:
        base, core = find_base(words, head - 1), head  # "veto power" is a veto
    sense = find_sense(base)
    content, known = set[str](), set(owners)
    for i in range(first, head):
        if sense == "proposal" and i in names.places and words.code[i + 1] != "S":
            known.add(PLACE + words.text[i])  # "Minsk agreements": signed there, not of those who sit there
        elif actor := find_actor(words, names, i):
            known.add(actor)
        elif _says_which(words, i, names):
            content.add(find_sense(find_base(words, i)))
    called = ""
    is_plain = not (content - {sense, base} or known)
    about, end = _read_tail(words, names, past, stop, known, content)
    shown = end if is_plain and core == past else core  # "invasion of Ukraine": only what follows says which
    if sense == "proposal":
        place = _find_place(words, names, past, stop)
        if place:
            known.add(PLACE + words.text[place])
            shown, end = place + 1, max(end, place + 1)
            called = text[words.start[place] : words.end[place]]
        elif is_plain and not known and _DEFINITE.isdisjoint(words.text[max(0, chunk[0] - 1) : chunk[0] + 1]):
            sense = base  # "any deal" is none of those spoken of
    content -= {sense, base}
    pattern = make_pattern(words, names, text, first, shown, base=shown == core > first + 1)
    return Wording(
        sense, frozenset(content), frozenset(known), frozenset(about), base, called,
        show(words, text, first, shown), show(words, text, first, end if end > past else shown), pattern,
    )  # fmt: skip


def _says_which(words: Words, i: int, names: Names) -> bool:
    """Tell whether a word in a noun phrase says which thing is meant, and is no name."""
    if words.code[i] not in "NJGE" or words.tag[i] in ("JJR", "JJS") or find_actor(words, names, i):
        return False
    base = find_base(words, i)
    return (
        base[:1].isalpha()
        and _list_loose().isdisjoint((base, words.text[i]))
        and not (base.endswith("ing") and _is_doing(find_lemma(base, "VBG")))
    )


def _is_doing(verb: str) -> bool:
    """Tell whether a verb before a noun says what is done to it: "imposing sanctions"."""
    return verb in load_class("handle") or (verb,) in load_effects("verb")


def skip_loose(words: Words, names: Names, first: int, head: int) -> tuple[int, set[str]]:
    """Return where a noun phrase begins behind the words that do not say which thing is meant, and the name of its owner.

    An owner without a name ("the country's") is passed over, one with a name stays.
    """
    at = words.code.rfind("S", first, head)
    owner = names.actors.get(at - 1) if at > first else None
    if owner is not None:
        while at > first and names.actors.get(at - 1) == owner:
            at -= 1
        return at, {owner}
    first = max(first, at + 1)
    while first < head and not (find_actor(words, names, first) or _says_which(words, first, names)):
        first += 1
    return first, set()


def _read_tail(words: Words, names: Names, past: int, stop: int, known: set[str], content: set[str]) -> tuple[set[str], int]:
    """Read up to two phrases after prepositions; what the first brings says which one it is, "tax on fuel", or where it is."""
    about, at, end = set[str](), past, past
    for _ in range(2):
        chunk = _find_pair(words, at + 1, stop) if at < stop and words.text[at] in _SENSES else None
        if chunk is None or is_time(words, chunk) or words.code[chunk[1] - 1] not in "NP":
            break
        actors = {actor for i in range(*chunk) if (actor := find_actor(words, names, i))}
        nouns = {
            find_sense(find_base(words, i)) for i in range(*chunk) if _says_which(words, i, names) and not _is_vague(words, i)
        }
        sense = _SENSES[words.text[at]]
        if at == past and sense == "of":
            known |= actors
            content |= nouns
        elif at == past and sense == "on" and not actors:
            content |= nouns
        else:
            about |= {f"{sense} {each}" for each in actors or nouns}
        end = chunk[1] if actors or nouns or sense == "of" else end
        at = chunk[1]
    return about, end


def _find_pair(words: Words, i: int, stop: int) -> Chunk | None:
    """Return the noun phrase that begins at `i` with another behind "and", unless a verb follows that one."""
    chunk = find_phrase(words, i, stop)
    if chunk and words.text[chunk[1] : chunk[1] + 1] == ["and"] and (other := find_phrase(words, chunk[1] + 1, stop)):
        return chunk if words.code[other[1] : other[1] + 1] in ("F", "M", "A") else (chunk[0], other[1])
    return chunk


def find_actor(words: Words, names: Names, i: int) -> str | None:
    """Return the actor whose name word `i` is part of, or whose adjective it is ("American")."""
    return names.actors.get(i) or index_adjectives().get(words.text[i])


def _is_vague(words: Words, i: int) -> bool:
    """Tell whether a noun is one of those that say little without others."""
    base = find_base(words, i)
    return any(base in load_class(name) for name in ("generic", "place", "person", "amount"))


def _find_place(words: Words, names: Names, past: int, stop: int) -> int:
    """Return the word of the place that a proposal is named after, "a draft that was discussed in Istanbul", or 0."""
    end = extend_phrase(words, past, min(stop, words.find_sentence(past - 1)[1]))
    return next((i for i in range(past + 1, end) if i in names.places and words.text[i - 1] in ("in", "at")), 0)


def show(words: Words, text: str, first: int, past: int) -> str:
    """Return words as a label: without quotation marks, a first word that only the sentence made large made small."""
    label = " ".join(_QUOTES.sub("", text[words.start[first] : words.end[past - 1]]).split())
    if first == words.find_sentence(first)[0] and words.tag[first] not in ("NNP", "NNPS"):
        label = label[:1].lower() + label[1:]
    return label


def make_pattern(words: Words, names: Names, text: str, first: int, past: int, *, base: bool = False) -> str:
    """Return words as a pattern: in lower case but for names, and with `base` the last in its dictionary form."""
    texts = []
    for i in range(first, past):
        written = text[words.start[i] : words.end[i]].replace("’", "'")
        texts.append(written if find_actor(words, names, i) else words.text[i])
        if texts[-1].count(".") == 1:
            texts[-1] = texts[-1].rstrip(".") or "."
    if base:
        texts[-1] = find_base(words, past - 1).rstrip(".")
    return _LOOSE_MARK.sub("", " ".join(texts))

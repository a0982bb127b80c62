"""How a whole clause reads as the name of an issue: "Norland should leave the pact" as "Norland leaving the pact"."""

import re

from analysis.grammar import Words, find_phrase
from analysis.issues.wordings import show

_GROUP = 8  # words of a verb group
_CLOSED = re.compile(r"[^aeiou][aeiouy][^aeiouwxy]\Z|qu[aei]t\Z")  # what doubles its last letter: "stop"
_STRESSED = frozenset(  # verbs of more syllables that do so
    ("abet", "abhor", "acquit", "admit", "annul", "begin", "commit", "compel", "concur", "confer", "control", "defer", "deter",
     "dispel", "emit", "equip", "excel", "expel", "forbid", "forget", "incur", "infer", "occur", "omit", "patrol", "permit",
     "prefer", "propel", "rebel", "recur", "refer", "regret", "repel", "reset", "submit", "transfer", "transmit", "upset")
)  # fmt: skip
_NEGATIVE = frozenset({"not", "n't", "never"})


def name_clause(words: Words, text: str, first: int, past: int) -> str:
    """Return the words from `first` to `past` as a label: subject, -ing form or participle, and what follows.

    "To ban the tests" is "banning the tests", "the tests must be banned" is "tests banned", "accused Norland of a buildup" is
    "accusation of a buildup". What has no verb group stays as it is, without a pronoun at its end.
    """
    past = _drop_pronoun(words, first, past)
    plain = show(words, text, first, past)
    if words.lemma[first] == "accuse" and "of" in words.text[first:past]:
        of = words.text.index("of", first)
        return f"accusation {show(words, text, of, past)}"
    subject = find_phrase(words, first, past)
    at = verb = subject[1] if subject else first
    while verb < min(past, at + _GROUP) and words.code[verb] in "TMRA" and not words.chunk[verb]:
        verb += 1
    group = words.text[at:verb]
    is_verb = verb < past and words.code[verb] in "BFE" and not words.chunk[verb]
    if not is_verb and verb > at and words.lemma[verb - 1] == "be":  # "NAME to be a member"
        verb, is_verb = verb - 1, True
    is_finite = verb == at and (subject is not None or words.text[verb] != words.lemma[verb])
    if not is_verb or is_finite:
        return plain
    passive = words.code[verb] in "EF" and words.lemma[verb] != "be" and any(w in ("be", "been", "being") for w in group)
    form = words.text[verb] if passive else make_participle(words.lemma[verb])
    form = form if subject or not passive else f"being {form}"
    parts = [show(words, text, first, subject[1]) if subject else "", "not" if _NEGATIVE & set(group) else "", form]
    parts.append(show(words, text, verb + 1, past) if verb + 1 < past else "")
    return " ".join(part for part in parts if part)


def _drop_pronoun(words: Words, first: int, past: int) -> int:
    """Return where a clause ends without a pronoun, and the preposition before it, that only the text around explains."""
    at = past - 1
    if at - 2 > first and words.code[at] == "P" and words.code[at - 1] in "IT" and words.chunk[at - 2]:
        return at - 1
    return past


def make_participle(verb: str) -> str:
    """Return the -ing form of a verb."""
    if verb.endswith("ie"):
        return f"{verb[:-2]}ying"
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")) and verb != "be":
        return f"{verb[:-1]}ing"
    short = len(re.findall("[aeiouy]+", verb)) == 1 or verb in _STRESSED
    return f"{verb}{verb[-1]}ing" if short and _CLOSED.search(verb) else f"{verb}ing"

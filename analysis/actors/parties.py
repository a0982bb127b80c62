"""Names that a party goes by beside its own: "Labour", "the Conservatives", "Lib Dems", "Tories"."""

from collections import defaultdict
from collections.abc import Collection
from functools import cache

from analysis.actors.keys import fold_common
from analysis.actors.references import Key
from analysis.lexicon import load_lexicon

_PARTY = " party"
_STEM = 4  # letters that "Democrat" and "Democratic" at least have in common
_ENDING = 2  # letters that an adjective may have more
_CLIP = 3  # letters of a clipped word


def join_parties(names: Collection[Key], others: Collection[Key]) -> dict[Key, Key]:
    """Return short names of parties with the full name that they mean, where that is among the names too.

    Parameters
    ----------
    names : those of bodies
    others : those taken for persons, of which clipped ones may be a party's as well

    Notes
    -----
    A party goes by its adjective ("Labour", of "Labour Party"), by its people ("Conservatives", "Democrats"), by its words
    clipped ("Lib Dems", of "Liberal Democrats"), each if only one full name fits, and by nicknames (nicknames.csv).
    """
    by_name: dict[str, list[Key]] = defaultdict(list)
    parties: dict[str, list[Key]] = defaultdict(list)  # by their first letters
    clips: dict[tuple[str, ...], list[Key]] = defaultdict(list)
    for key in sorted(names):
        by_name[key[2]].append(key)
        if key[2].endswith(_PARTY):
            parties[key[2][:_STEM]].append(key)
        if " " in key[2]:
            clips[_clip(key[2])].append(key)
    into: dict[Key, Key] = {}
    for is_body, key in [*((True, key) for key in names), *((False, key) for key in others)]:
        rest, stem = key[2], key[2].removesuffix("s")
        found = by_name.get(rest + _PARTY) or by_name.get(_index_nicknames().get(rest, "")) if is_body else None
        if not found and is_body and stem != rest:
            found = [party for party in parties.get(rest[:_STEM], ()) if _is_of(stem, party[2].removesuffix(_PARTY))]
        if not found and " " in rest:
            near = clips.get(_clip(rest), ())
            found = [*{full[2].removesuffix("s"): full for full in near if _is_clipped(rest, full[2])}.values()]
        if found and not key[1] and len(found) == 1 and found[0] != key:
            into[key] = found[0]
    return into


@cache
def _index_nicknames() -> dict[str, str]:
    """Nicknames with the full names they stand for, as in keys."""
    table = load_lexicon("nicknames")
    alias, name = ([" ".join(map(fold_common, text.lower().split())) for text in table[column]] for column in ("alias", "name"))
    return dict(zip(alias, name, strict=True))


def _is_of(stem: str, adjective: str) -> bool:
    """Whether people are those of a party called by an adjective: "Democrat", "Democratic"."""
    return len(stem) >= _STEM and adjective.startswith(stem) and len(adjective) - len(stem) <= _ENDING


def _clip(name: str) -> tuple[str, ...]:
    """The first letters of each word."""
    return tuple(word[:_CLIP] for word in name.split())


def _is_clipped(short: str, full: str) -> bool:
    """Whether each word of a name begins one of another, the plural aside, and one is shorter by two letters: "Lib Dems"."""
    pairs = [(one.removesuffix("s"), other.removesuffix("s")) for one, other in zip(short.split(), full.split(), strict=True)]
    begins = all(len(one) >= _CLIP and other.startswith(one) for one, other in pairs)
    return begins and any(len(other) - len(one) > 1 for one, other in pairs)

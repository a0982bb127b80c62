"""Uses of wordings as arrays, gathered part by part and counted over a whole corpus."""

from collections.abc import Container, Iterable, Iterator, Mapping
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from analysis.issues.uses import Use
from analysis.issues.wordings import Wording

_MILLION = 1_000_000  # weights are counted in millionths, so that sums do not depend on how a corpus is cut

Numbers = npt.NDArray[np.int64] | npt.NDArray[np.int32]  # the latter where a whole corpus is held


class Uses(NamedTuple):
    """The uses of wordings in some documents, in reading order.

    `wordings` are the different ones, packed, in the order of their first use. Of each use: `code` the number of its wording,
    `doc` of its document, `place` of the sentence it stands in, `sentence` a hash of that, `said` its weight in millionths,
    `target` the number of the target it is, or -1. `targets` are the position_id and the pattern of each target.
    """

    wordings: list[str]
    code: Numbers
    doc: Numbers
    place: Numbers
    sentence: Numbers
    said: Numbers
    target: Numbers
    targets: list[tuple[str, str]]


class Tally(NamedTuple):
    """A wording over a whole corpus: its uses, those that are no target, those of these that are said, with their weight.

    `targets` are the position_id of those it is, each with its pattern.
    """

    wording: Wording
    n: int
    n_phrases: int
    n_said: int
    said: float
    targets: Mapping[str, str]


def pack_uses(uses: Iterable[Use]) -> Uses:
    """Put uses into arrays."""
    codes: dict[Wording, int] = {}
    docs: dict[str, int] = {}
    targets: list[tuple[str, str]] = []
    rows = []
    place, last = -1, (0, "")
    for use in uses:
        if (use.sentence, use.doc_id) != last:
            place, last = place + 1, (use.sentence, use.doc_id)
        if use.target:
            targets.append((use.target, use.own))
        doc, code = docs.setdefault(use.doc_id, len(docs)), codes.setdefault(use.wording, len(codes))
        said = round(use.said * _MILLION)
        rows.append((code, doc, place, use.sentence, said, len(targets) - 1 if use.target else -1))
    code_of, doc_of, place_of, sentence, said_of, target = np.array(rows, dtype=np.int64).reshape(-1, 6).T.copy()
    return Uses([wording.pack() for wording in codes], code_of, doc_of, place_of, sentence, said_of, target, targets)


class Gathering:
    """The uses of a whole corpus: those in a sentence that stood before word for word, and those not asked for, left out.

    Parameters
    ----------
    parts : the uses of its parts, in reading order
    phrases : whether noun phrases that are no target count
    chosen : position_id of the targets that do not count
    """

    def __init__(self, parts: Iterable[Uses], *, phrases: bool, chosen: Container[str]) -> None:
        numbers: dict[str, int] = {}
        self._targets: list[tuple[str, str]] = []
        columns: list[tuple[Numbers, ...]] = []
        n_docs = n_places = 0
        for part in parts:
            own = np.array([numbers.setdefault(text, len(numbers)) for text in part.wordings], dtype=np.int64)
            target = np.where(part.target >= 0, part.target + len(self._targets), -1)
            small = (own[part.code], part.doc + n_docs, part.place + n_places, part.said, target)
            columns.append((part.sentence, *(each.astype(np.int32) for each in small)))
            self._targets += part.targets
            if len(part.code):
                n_docs, n_places = n_docs + int(part.doc.max()) + 1, n_places + int(part.place.max()) + 1
        nothing = (np.zeros(0, dtype=np.int64), *(np.zeros(0, dtype=np.int32),) * 5)
        sentence, code, doc, place, said, target = map(np.concatenate, zip(nothing, *columns, strict=True))
        del columns  # as much as what is made of them
        _, first, same = np.unique(sentence, return_index=True, return_inverse=True)
        is_new = (place == place[first][same]) if len(place) else np.zeros(0, dtype=bool)
        spare = np.array([position_id not in chosen for position_id, _ in self._targets], dtype=bool)
        kept = np.where(target >= 0, np.append(spare, False)[target], phrases & is_new)
        self._texts = list(numbers)
        self._code, self._doc, self._said, self._target = (each[kept] for each in (code, doc, said, target))
        self._count()

    def _count(self) -> None:
        """Count uses by wording."""
        is_phrase, size = self._target < 0, len(self._texts)
        self._n = np.bincount(self._code, minlength=size)
        self._n_phrases = np.bincount(self._code[is_phrase], minlength=size)
        is_said = is_phrase & (self._said > 0)
        self._n_said = np.bincount(self._code[is_said], minlength=size)
        self._weight = np.bincount(self._code[is_said], self._said[is_said], minlength=size) / _MILLION
        self._named: dict[int, dict[str, str]] = {}
        for code, target in zip(self._code[~is_phrase].tolist(), self._target[~is_phrase].tolist(), strict=True):
            position_id, own = self._targets[target]
            self._named.setdefault(code, {})[position_id] = own
        found, first = np.unique(self._code, return_index=True)
        self.codes: list[int] = found[np.argsort(first)].tolist()
        self.n_docs = len(np.unique(self._doc))
        self.said_share = (int(self._n_said.sum()) + 1) / (int(self._n_phrases.sum()) + 1)

    def by_head(self) -> Iterator[list[int]]:
        """The numbers of the wordings of each head, heads and wordings in the order of their first use."""
        heads: dict[str, list[int]] = {}
        for code in self.codes:
            heads.setdefault(Wording.unpack_head(self._texts[code]), []).append(code)
        yield from heads.values()

    def tally(self, code: int) -> Tally:
        """How the wording of a number is used."""
        n, n_phrases, n_said = (int(counts[code]) for counts in (self._n, self._n_phrases, self._n_said))
        weight, targets = float(self._weight[code]), self._named.get(code, {})
        return Tally(Wording.unpack(self._texts[code]), n, n_phrases, n_said, weight, targets)

    def count_docs(self, groups: Mapping[int, int]) -> list[int]:
        """In how many documents each group of wordings is used; `groups`: number of a wording -> number of its group, from 0."""
        group = np.zeros(len(self._texts), dtype=np.int64)
        group[list(groups)] = list(groups.values())
        pairs = np.unique(group[self._code] * (self._doc.max(initial=0) + 1) + self._doc)
        return np.bincount(pairs // (self._doc.max(initial=0) + 1), minlength=max(groups.values(), default=-1) + 1).tolist()

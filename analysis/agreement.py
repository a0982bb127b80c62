"""How far people and the machine agree on who stands where on what."""

import math
from collections.abc import Mapping
from itertools import combinations

import pandas as pd
from nltk.metrics.agreement import AnnotationTask

from analysis.schema import LABELS

MACHINE = "machine"
COLUMNS = ["coder", "other", "n_docs", "n", "n_other", "n_shared", "shared_share", "same_share", "alpha"]
_UNIT = ["doc_id", "holder_id", "target_kind", "target_id"]


def measure_agreement(positions: pd.DataFrame, codings: pd.DataFrame) -> pd.DataFrame:
    """Compare the positions found by the machine with those coded by people, and the people with each other.

    Parameters
    ----------
    positions : table `positions` of the corpus
    codings : table `positions` as `load_codings` gives it, with "coder: NAME" as reason

    Returns
    -------
    table, one row for every two coders, the machine first, then people by name
        coder; other; n_docs documents that both coded (the machine has coded all); n, n_other positions of each in them; n_shared
        those that both have; shared_share of those that either has; same_share of the shared ones with the same label; alpha,
        Krippendorff's for the labels of the shared ones, null where fewer than two labels occur, for then it is not defined

    Notes
    -----
    A position is what one holder thinks of one target in one document; told several times, it has the label of the sum of its
    polarities. Positions without a known holder or target cannot be compared and are left out. A document counts as coded by who
    has a position in it. alpha is nominal (Krippendorff, Content Analysis, 1980). It asks whether two agree on for and against
    where both see a position; whether they see the same positions is told by shared_share.
    """
    coders: dict[str, Mapping[tuple[str, ...], str]] = {MACHINE: _label_units(positions)}
    read: dict[str, set[str]] = {}
    for reason, coded in codings.groupby("reason", sort=True):
        name = str(reason).removeprefix("coder: ")
        coders[name] = _label_units(coded)
        read[name] = set(coded["doc_id"])
    rows = []
    for coder, other in combinations(coders, 2):
        documents = read[other] if coder == MACHINE else read[coder] & read[other]
        units, others = ({unit for unit in coders[name] if unit[0] in documents} for name in (coder, other))
        shared = sorted(units & others)
        pairs = [(coders[coder][unit], coders[other][unit]) for unit in shared]
        rows.append(
            {
                "coder": coder,
                "other": other,
                "n_docs": len(documents),
                "n": len(units),
                "n_other": len(others),
                "n_shared": len(shared),
                "shared_share": len(shared) / len(units | others) if units | others else math.nan,
                "same_share": sum(a == b for a, b in pairs) / len(pairs) if pairs else math.nan,
                "alpha": _measure_alpha(pairs),
            }
        )
    return pd.DataFrame(rows, columns=COLUMNS)


def _label_units(positions: pd.DataFrame) -> dict[tuple[str, ...], str]:
    """Return the label of each holder on each target in each document."""
    sums = positions.dropna(subset=["holder_id", "target_id"]).groupby(_UNIT, as_index=False)["polarity"].sum()
    labels = [LABELS[int(total > 0) - int(total < 0) + 1] for total in sums["polarity"]]
    return dict(zip(sums[_UNIT].itertuples(index=False, name=None), labels, strict=True))


def _measure_alpha(pairs: list[tuple[str, str]]) -> float:
    """Return Krippendorff's alpha of two coders, not a number where it is not defined."""
    if len({label for pair in pairs for label in pair}) < 2:
        return math.nan
    data = [(coder, unit, label) for unit, pair in enumerate(pairs) for coder, label in zip("ab", pair, strict=True)]
    return float(AnnotationTask(data).alpha())

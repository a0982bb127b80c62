"""Polarization: how far a debate falls into two camps that agree within and clash between."""

from typing import Any

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from analysis.errors import check_least
from analysis.networks.communities import join_names
from analysis.networks.edges import LEVELS, make_matrices, relate_holders

MOST = 0.5
"""The index of two camps of equal weight with all agreement within and all clash between."""
FEW_HOLDERS, SMALL = 4, 10
"""Holders with a tie to another below which there is no index, and below which it is called small."""
_STARTS, _PATIENCE, _SEED = 2, 25, 1


def measure_polarization(ties: pd.DataFrame, *, draws: int = 100, top: int = 10) -> pd.DataFrame:
    """Measure how far the holders fall into two camps, and how far they would by chance.

    Parameters
    ----------
    ties : table `ties` (`count_ties`)
    draws : int >= 1; networks of chance
    top : int >= 1; holders named in each camp

    Returns
    -------
    table `polarization`, one row
        polarization 0 to 0.5, null where fewer than four holders have a target in common with another, or nobody agrees or
        clashes with anybody; chance mean of it in networks of chance; chance_low, chance_high the 2.5th and 97.5th
        percentile of these; n_holders who share a target with another; n_agreeing, n_clashing pairs of them with any
        congruence, any conflict; n positions of these holders; n_camp_a, n_camp_b holders in the two camps, and camp_a, camp_b
        the first `top` of them, those with most positions first (the camp of the first of all is a); small fewer than ten holders

    Notes
    -----
    The index is half the modularity of the congruence network minus half that of the conflict network, both normalized by
    average activity, for the split into two for which it is greatest (rDNA, Leifeld 2018); unlike there the two camps need not
    be of equal size. The split is looked for from the leading eigenvector and from random starts (always the same), moving one
    holder at a time (Kernighan and Lin 1970; Newman 2006): the greatest found, in large networks not always the greatest there
    is. A network of chance deals the same labels (for, neutral, against) out anew over the same positions: everybody speaks as
    often on the same targets. Formula and how to read it: docs/measures.md.
    """
    check_least("draws", draws, 1)
    check_least("top", top, 1)
    holders, matrices = make_matrices(ties)
    n = _count_positions(matrices)
    agreement, clash = _relate(matrices)
    linked = np.flatnonzero((agreement + clash).sum(axis=1) > 0)
    row = {
        "polarization": np.nan,
        "chance": np.nan,
        "chance_low": np.nan,
        "chance_high": np.nan,
        "n_holders": len(linked),
        "n_agreeing": agreement.nnz // 2,
        "n_clashing": clash.nnz // 2,
        "n": int(n[linked].sum()),
        "n_camp_a": 0,
        "n_camp_b": 0,
        "camp_a": "",
        "camp_b": "",
        "small": len(linked) < SMALL,
    }
    if len(linked) >= FEW_HOLDERS:
        random = np.random.default_rng(_SEED)
        row["polarization"], side = _split(agreement, clash, random)
        names = ties.drop_duplicates("holder_id").set_index("holder_id")["holder"].reindex(holders)
        order = linked[np.lexsort((names.to_numpy(dtype="str")[linked], -n[linked]))]
        same = side[order] == side[order[0]]
        for camp, chosen in (("a", same), ("b", ~same)):
            row[f"n_camp_{camp}"], row[f"camp_{camp}"] = int(chosen.sum()), join_names(list(names.iloc[order[chosen]]), top=top)
        values = [_split(*_relate(_shuffle(matrices, random)), random)[0] for _ in range(draws)]
        row["chance"] = float(np.mean(values))
        row["chance_low"], row["chance_high"] = np.quantile(values, [0.025, 0.975])
    return pd.DataFrame([row])


def explain_polarization(polarization: pd.DataFrame) -> str:
    """Say in plain words what one row of `polarization` (`measure_polarization`) allows to be said."""
    row: Any = polarization.iloc[0]
    if pd.isna(row["polarization"]):
        return (
            f"No polarization index: it takes at least {FEW_HOLDERS} actors who take positions on the same things as others; "
            f"here there are {row['n_holders']:,}."
        )
    said = (
        f"Polarization is {row['polarization']:.2f} on a scale from 0 to {MOST:.2f}. It rests on {row['n_holders']:,} actors who "
        f"take positions on the same things as others: {row['n_agreeing']:,} pairs of them agree on something, "
        f"{row['n_clashing']:,} clash. If the same actors had spoken on the same things, and for and against had been dealt out "
        f"by chance, it would be {row['chance']:.2f} (in 95 of 100 cases {row['chance_low']:.2f} to {row['chance_high']:.2f})"
    )
    if row["polarization"] > row["chance_high"]:
        said += ": the two camps are more clearly apart than chance makes them."
    elif row["polarization"] < row["chance_low"]:
        said += ": the actors are less apart than chance would make them."
    else:
        said += ": chance alone would do as much, so nothing can be concluded about camps."
    return said + (" So few actors are an example and no measure of a debate." if row["small"] else "")


def _shuffle(matrices: list[csr_array], random: np.random.Generator) -> list[csr_array]:
    """Deal the levels of all positions out anew, keeping who speaks how often on what."""
    total = sum(matrices[1:], matrices[0]).tocoo()
    place = np.repeat(np.arange(len(total.data)), total.data.astype("int64"))
    level = np.repeat(np.arange(len(LEVELS)), [int(counts.sum()) for counts in matrices])
    random.shuffle(level)
    dealt = [np.bincount(place[level == number], minlength=len(total.data)).astype("float64") for number in range(len(LEVELS))]
    return [csr_array((counts, (total.row, total.col)), shape=total.shape) for counts in dealt]


def _count_positions(matrices: list[csr_array]) -> np.ndarray:
    """Return how many positions each holder takes."""
    return np.asarray(sum(counts.sum(axis=1) for counts in matrices)).reshape(-1)


def _relate(matrices: list[csr_array]) -> tuple[csr_array, csr_array]:
    """Return congruence and conflict of every two different holders, over the mean number of positions of the two."""
    n = _count_positions(matrices)
    related = []
    for values in relate_holders(matrices):
        pairs = values.tocoo()
        told = (pairs.row != pairs.col) & (pairs.data > 0)
        row, column = pairs.row[told], pairs.col[told]
        related.append(csr_array((2 * pairs.data[told] / (n[row] + n[column]), (row, column)), shape=pairs.shape))
    agreement, clash = related
    return agreement, clash


def _split(agreement: csr_array, clash: csr_array, random: np.random.Generator) -> tuple[float, np.ndarray]:
    """Return the greatest index found and the side (-1, 1) of each holder in that split."""
    n = agreement.shape[0]
    quality = _Quality(agreement, clash)
    starts = [np.ones(n), quality.find_direction(), *random.standard_normal((_STARTS, n))]
    found = [_improve(quality, np.where(start >= 0, 1.0, -1.0)) for start in starts]
    return max(found, key=lambda result: result[0])


class _Quality:
    """The matrix B whose form side · B · side / 2 is the index: ties minus what the strengths of their ends let expect."""

    def __init__(self, agreement: csr_array, clash: csr_array) -> None:
        strength = np.stack([agreement.sum(axis=1), clash.sum(axis=1)])
        total = np.where(strength.any(axis=1), strength.sum(axis=1), 1)  # without any tie of a kind its half of the index is 0
        factor = np.array([0.5, -0.5]) / total
        self.ties = csr_array(factor[0] * agreement + factor[1] * clash)
        self.strength, self.factor = strength, factor / total

    def pull(self, side: np.ndarray) -> np.ndarray:
        """Return the matrix times a vector."""
        return self.ties @ side - (self.factor * (self.strength @ side)) @ self.strength

    def take_row(self, node: int) -> np.ndarray:
        """Return one row of the matrix."""
        row = -(self.factor * self.strength[:, node]) @ self.strength
        own = slice(self.ties.indptr[node], self.ties.indptr[node + 1])
        row[self.ties.indices[own]] += self.ties.data[own]
        return row

    def take_diagonal(self) -> np.ndarray:
        """Return the diagonal of the matrix; nobody is tied to themselves."""
        return -self.factor @ self.strength**2

    def find_direction(self) -> np.ndarray:
        """Approach the eigenvector of the greatest eigenvalue, by power iteration on the matrix shifted to be positive."""
        shift = 2 * abs(self.ties).sum(axis=1).max()
        vector = np.cos(np.arange(self.strength.shape[1], dtype="float64"))  # any start not at right angles to it
        for _ in range(50):
            vector = self.pull(vector) + shift * vector
            vector /= np.linalg.norm(vector)
        return vector


def _improve(quality: _Quality, side: np.ndarray) -> tuple[float, np.ndarray]:
    """Move nodes to the other side, the best first and each once, as long as that may gain; go back to the best; repeat."""
    pull, diagonal = quality.pull(side), quality.take_diagonal()
    while True:
        before, moved = pull.copy(), list[int]()
        total = best = 0.0
        n_best = 0
        fixed = np.zeros(len(side))
        while len(moved) < len(side) and len(moved) - n_best < _PATIENCE:
            gain = 2 * (diagonal - side * pull) + fixed
            node = int(gain.argmax())
            moved.append(node)
            total += float(gain[node])
            pull -= 2 * side[node] * quality.take_row(node)
            side[node], fixed[node] = -side[node], -np.inf
            if total > best + 1e-12:
                best, n_best = total, len(moved)
        side[moved[n_best:]] *= -1
        if not n_best:
            return float(side @ before) / 2, side
        pull = quality.pull(side)

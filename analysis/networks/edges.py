"""Networks of two modes (actors and targets) and of one (actors), as Discourse Network Analyzer defines them (Leifeld 2017)."""

from collections.abc import Callable

import numpy as np
import pandas as pd
from scipy.sparse import csr_array, hstack

from analysis.errors import check_choice, check_least

RELATIONS = ("congruence", "conflict", "subtract")
ONE_MODE_NORMALIZATIONS = ("no", "average", "jaccard", "cosine")
TWO_MODE_NORMALIZATIONS = ("no", "activity", "prominence")
LEVELS = {"n_oppose": -1, "n_neutral": 0, "n_support": 1}
"""The levels of DNA's qualifier variable, here three: against, neutral, for."""


def build_two_mode(ties: pd.DataFrame, *, normalization: str = "no", least: int = 1) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Build the network of holders and the targets they are for and against.

    Parameters
    ----------
    ties : table `ties` (`count_ties`)
    normalization : "no"; "activity" divides by all positions of the holder; "prominence" by all positions on the target
    least : int >= 1; pairs with fewer positions than this are no edge. They still count for the normalization

    Returns
    -------
    tables `nodes` and `edges`
        nodes, one row per actor or issue with an edge, by n descending, ties by name, then node: node its id, with the mode
        before it; name; mode (actor, issue); kind of actor, or "issue"; n positions it holds or that are on it; n_partners
        edges, one row per holder and target, in the order of `ties`: source; target; source_name; target_name; weight positions
        for minus positions against, normalized; sign (support, oppose, mixed: as many for as against or only neutral); n;
        n_oppose; n_neutral; n_support; n_expected; n_docs; first; last; relation "subtract"; normalization. An actor is one
        node, whether it takes positions or they are on it.
    """
    check_choice("normalization", normalization, TWO_MODE_NORMALIZATIONS)
    check_least("least", least, 1)
    weight = (ties["n_support"] - ties["n_oppose"]).astype("float64")
    if normalization == "activity":
        weight /= ties.groupby("holder_id")["n"].transform("sum")
    elif normalization == "prominence":
        weight /= ties.groupby(["target_kind", "target_id"])["n"].transform("sum")
    edges = pd.DataFrame(
        {
            "source": "actor:" + ties["holder_id"],
            "target": ties["target_kind"] + ":" + ties["target_id"],
            "source_name": ties["holder"],
            "target_name": ties["target"],
            "weight": weight,
            "sign": np.select([weight > 0, weight < 0], ["support", "oppose"], "mixed"),
        }
    ).join(ties[["n", *LEVELS, "n_expected", "n_docs", "first", "last"]])
    edges = edges[edges["n"] >= least].assign(relation="subtract", normalization=normalization).reset_index(drop=True)
    held = ties.assign(node="actor:" + ties["holder_id"], name=ties["holder"], mode="actor", kind=ties["holder_kind"])
    aimed = ties.assign(node=ties["target_kind"] + ":" + ties["target_id"], name=ties["target"], mode=ties["target_kind"])
    kinds = held.drop_duplicates("node").set_index("node")["kind"]
    aimed["kind"] = aimed["node"].map(kinds).where(aimed["mode"] == "actor", "issue").fillna("other")
    nodes = _collect_nodes(pd.concat([held, aimed]), edges)
    return nodes[nodes["n_partners"] > 0].reset_index(drop=True), edges


def build_one_mode(
    ties: pd.DataFrame,
    *,
    relation: str = "subtract",
    normalization: str = "average",
    least: int = 1,
    isolates: bool = False,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Build the network of holders who take positions on the same targets.

    Parameters
    ----------
    ties : table `ties` (`count_ties`)
    relation : "congruence" sums up agreement, "conflict" disagreement, "subtract" is the first minus the second
    normalization : "no"; "average" divides by the mean number of positions of the two; "jaccard" by all they hold, what they
        share counted once; "cosine" by the product of their numbers of positions
    least : int >= 1; two holders with fewer targets in common than this have no edge
    isolates : whether holders without an edge stay among the nodes

    Returns
    -------
    tables `nodes` and `edges`
        nodes, one row per holder, by n descending, ties by name, then node: node; name; mode "actor"; kind; n positions it
        holds; n_partners
        edges, one row per pair, by weight without its sign descending, ties by source, then target: source, target (source
        before target in the alphabet of ids; the network has no direction); source_name; target_name; weight; sign
        (congruence, conflict); congruence and conflict as sums, not normalized; n_shared targets both take a position on;
        relation; normalization. A weight of 0 is no edge.

    Notes
    -----
    Formulas: docs/measures.md. A neutral position agrees half with one for or against the same target.
    """
    check_choice("relation", relation, RELATIONS)
    check_choice("normalization", normalization, ONE_MODE_NORMALIZATIONS)
    check_least("least", least, 1)
    holders, matrices = make_matrices(ties)
    pairs = _compare_holders(matrices)
    pairs = pairs[pairs["n_shared"] >= least]
    plain = pairs["congruence"] - pairs["conflict"] if relation == "subtract" else pairs[relation]
    weight = plain / _DIVISORS[normalization](matrices, pairs["row"].to_numpy(), pairs["column"].to_numpy())
    ids = "actor:" + holders
    names = ties.drop_duplicates("holder_id").set_index("holder_id")["holder"].reindex(holders).to_numpy()
    edges = pd.DataFrame(
        {
            "source": ids.to_numpy()[pairs["row"]],
            "target": ids.to_numpy()[pairs["column"]],
            "source_name": names[pairs["row"]],
            "target_name": names[pairs["column"]],
            "weight": weight.to_numpy(),
            "sign": np.where((weight < 0) | (relation == "conflict"), "conflict", "congruence"),
        }
    ).assign(**{column: pairs[column].to_numpy() for column in ("congruence", "conflict", "n_shared")})
    edges = edges[edges["weight"] != 0].assign(relation=relation, normalization=normalization)
    order = edges.assign(size=-edges["weight"].abs().round(12)).sort_values(["size", "source", "target"]).index
    edges = edges.loc[order].reset_index(drop=True)
    held = ties.assign(node="actor:" + ties["holder_id"], name=ties["holder"], mode="actor", kind=ties["holder_kind"])
    nodes = _collect_nodes(held, edges)
    return nodes[isolates | (nodes["n_partners"] > 0)].reset_index(drop=True), edges


def make_matrices(ties: pd.DataFrame) -> tuple[pd.Index, list[csr_array]]:
    """Return the holders in the alphabet of their ids and, for each level, their counts as a matrix of holders x targets."""
    holder, holders = pd.factorize(ties["holder_id"], sort=True)
    target, targets = pd.factorize(ties["target_kind"] + ":" + ties["target_id"])
    shape = len(holders), len(targets)
    return pd.Index(holders), [csr_array((ties[level].astype("float64"), (holder, target)), shape=shape) for level in LEVELS]


def relate_holders(matrices: list[csr_array]) -> tuple[csr_array, csr_array]:
    """Return congruence and conflict of every two holders, not normalized; what stands on the diagonal means nothing."""
    oppose, neutral, support = matrices
    total = oppose + neutral + support
    # two levels are as far apart as there are cuts between them: below each cut times above it, in either order
    below, above = csr_array(hstack([oppose, oppose + neutral])), csr_array(hstack([neutral + support, support]))
    half = csr_array(below @ above.T) / (len(LEVELS) - 1)
    conflict = csr_array(half + half.T)
    return csr_array(total @ total.T - conflict), conflict


def _compare_holders(matrices: list[csr_array]) -> pd.DataFrame:
    """Return for every two holders with a target in common: row, column (row < column), congruence, conflict, n_shared."""
    present = _find_any(sum(matrices[1:], matrices[0]))
    shared = (present @ present.T).tocoo()
    above = shared.row < shared.col
    row, column = shared.row[above], shared.col[above]
    congruence, conflict = relate_holders(matrices)
    return pd.DataFrame(
        {
            "row": row,
            "column": column,
            "congruence": _look_up(congruence, row, column),
            "conflict": _look_up(conflict, row, column),
            "n_shared": shared.data[above].astype("int64"),
        }
    )


def _divide_by_average(matrices: list[csr_array], row: np.ndarray, column: np.ndarray) -> np.ndarray:
    """Return the mean number of positions of each pair."""
    activity = hstack(matrices).sum(axis=1)
    return (activity[row] + activity[column]) / 2


def _divide_by_product(matrices: list[csr_array], row: np.ndarray, column: np.ndarray) -> np.ndarray:
    """Return the product of the numbers of positions of each pair."""
    activity = hstack(matrices).sum(axis=1)
    return activity[row] * activity[column]


def _divide_by_union(matrices: list[csr_array], row: np.ndarray, column: np.ndarray) -> np.ndarray:
    """Return what either of each pair holds alone plus the products of what both hold."""
    counts = csr_array(hstack(matrices))
    activity, common = counts.sum(axis=1), csr_array(counts @ _find_any(counts).T)
    alone = activity[row] - _look_up(common, row, column) + activity[column] - _look_up(common, column, row)
    return alone + _look_up(csr_array(counts @ counts.T), row, column)


_DIVISORS: dict[str, Callable[[list[csr_array], np.ndarray, np.ndarray], np.ndarray | float]] = {
    "no": lambda matrices, row, column: 1.0,
    "average": _divide_by_average,
    "jaccard": _divide_by_union,
    "cosine": _divide_by_product,
}


def _find_any(counts: csr_array) -> csr_array:
    """Return 1 where there is any count."""
    found = csr_array(counts)
    found.eliminate_zeros()
    return csr_array((np.ones_like(found.data), found.indices, found.indptr), shape=found.shape)


def _look_up(matrix: csr_array, row: np.ndarray, column: np.ndarray) -> np.ndarray:
    """Return the values at the given places, 0 where nothing is stored."""
    return np.asarray(matrix[row, column], dtype="float64").reshape(-1) if len(row) else np.zeros(0)


def _collect_nodes(ends: pd.DataFrame, edges: pd.DataFrame) -> pd.DataFrame:
    """Make the table of nodes from rows with node, name, mode, kind and n, and count the partners of each."""
    nodes = ends.groupby("node", sort=False, as_index=False).agg(
        name=("name", "first"), mode=("mode", "first"), kind=("kind", "first"), n=("n", "sum")
    )
    both = pd.concat([edges[["source", "target"]], edges[["target", "source"]].set_axis(["source", "target"], axis=1)])
    nodes["n_partners"] = nodes["node"].map(both.groupby("source")["target"].nunique()).fillna(0).astype("int64")
    return nodes.sort_values(["n", "name", "node"], ascending=[False, True, True], ignore_index=True)

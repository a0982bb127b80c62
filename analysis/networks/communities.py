"""Networks told in words: communities of actors who agree, and who is for and against what."""

import networkx as nx
import pandas as pd

from analysis.errors import check_least

_SEED = 1


def find_communities(nodes: pd.DataFrame, edges: pd.DataFrame) -> pd.DataFrame:
    """Find the groups of nodes that positive edges tie together (Louvain method, always the same seed).

    Parameters
    ----------
    nodes, edges : tables of a network of one mode (`build_one_mode`); edges of clash are left out, and so is a conflict network's
        every edge

    Returns
    -------
    table `nodes` with the column community
        1 for the community with most positions (ties: most nodes, then the first name), 2, 3, ... for the others; null for
        nodes that agree with nobody

    Notes
    -----
    Communities are of one cut of the network into groups: those that maximize modularity as far as the method gets (Blondel
    and others 2008). Actors at the border of two may fall to either side. Groups without any edge between them are always
    apart, whether they disagree or only speak of different things.
    """
    agreed = edges[edges["sign"] != "conflict"]
    place = {node: number for number, node in enumerate(nodes["node"])}
    graph = nx.Graph()
    graph.add_nodes_from(sorted({place[node] for node in pd.concat([agreed["source"], agreed["target"]])}))
    graph.add_weighted_edges_from(
        (place[source], place[target], weight)
        for source, target, weight in zip(agreed["source"], agreed["target"], agreed["weight"].abs(), strict=True)
    )
    groups = nx.community.louvain_communities(graph, weight="weight", seed=_SEED) if graph else []
    found = pd.Series({number: group for group, members in enumerate(groups) for number in members}, dtype="Int64")
    table = nodes.reset_index(drop=True).assign(community=found)
    ranks = table.groupby("community").agg(n=("n", "sum"), size=("node", "size"), name=("name", "min"))
    order = ranks.sort_values(["n", "size", "name"], ascending=[False, False, True]).index
    table["community"] = table["community"].map({group: rank for rank, group in enumerate(order, 1)}).astype("Int64")
    return table


def list_communities(nodes: pd.DataFrame, ties: pd.DataFrame, *, top: int = 5) -> pd.DataFrame:
    """List the communities, who is in each, and what its members are for and against.

    Parameters
    ----------
    nodes : table `nodes` with the column community (`find_communities`)
    ties : table `ties` (`count_ties`) the network was built from
    top : int >= 1; members, and targets, named

    Returns
    -------
    table `communities`, one row per community, in the order of their numbers
        community; n_nodes; n positions of its members; members the first `top` names, those with most positions first;
        supports, opposes the first `top` targets that more members are for than against, or against than for, with the
        difference in brackets, greatest first, ties by target; empty where there is none
    """
    check_least("top", top, 1)
    known = nodes.dropna(subset=["community"])
    table = known.groupby("community", as_index=False).agg(
        n_nodes=("node", "size"), n=("n", "sum"), members=("name", lambda names: join_names(list(names), top=top))
    )
    side = (ties["n_support"] > ties["n_oppose"]).astype("int64") - (ties["n_support"] < ties["n_oppose"]).astype("int64")
    community = ("actor:" + ties["holder_id"]).map(known.set_index("node")["community"])
    sides = ties.assign(community=community, side=side).groupby(["community", "target_kind", "target_id"], as_index=False)
    sums = sides.agg(target=("target", "first"), side=("side", "sum")).assign(size=lambda rows: rows["side"].abs())
    sums = sums.sort_values(["size", "target", "target_id"], ascending=[False, True, True])
    for column, chosen in (("supports", sums["side"] > 0), ("opposes", sums["side"] < 0)):
        told = (sums["target"] + " (" + sums["size"].astype("str") + ")")[chosen].groupby(sums["community"])
        joined = {community: join_names(list(names), top=top) for community, names in told}
        table[column] = pd.Series([joined.get(community, "") for community in table["community"]], dtype="str")
    return table


def list_targets(ties: pd.DataFrame, *, top: int = 10) -> pd.DataFrame:
    """List the targets, and who is for and against each.

    Parameters
    ----------
    ties : table `ties` (`count_ties`)
    top : int >= 1; holders named on each side

    Returns
    -------
    table `targets`, one row per target, by n_holders descending, ties by n descending, then target, then its id
        target_kind; target_id; target; n_holders; n positions; supporters, opponents, undecided the first `top` holders who are
        more often for than against it, more often against, or neither, those with most positions on it first, ties by name;
        empty where there is nobody
    """
    check_least("top", top, 1)
    keys = ["target_kind", "target_id"]
    found = ties.sort_values(["n", "holder", "holder_id"], ascending=[False, True, True]).groupby(keys, as_index=False)
    table = found.agg(target=("target", "first"), n_holders=("holder_id", "nunique"), n=("n", "sum")).set_index(keys)
    side = ties["n_support"] - ties["n_oppose"]
    for column, chosen in (("supporters", side > 0), ("opponents", side < 0), ("undecided", side == 0)):
        rows = ties[chosen].sort_values(["n", "holder", "holder_id"], ascending=[False, True, True])
        joined = {target: join_names(list(names), top=top) for target, names in rows.groupby(keys)["holder"]}
        table[column] = pd.Series([joined.get(target, "") for target in table.index], index=table.index, dtype="str")
    order = ["n_holders", "n", "target", "target_id"]
    return table.reset_index().sort_values(order, ascending=[False, False, True, True], ignore_index=True)


def list_pairs(edges: pd.DataFrame) -> pd.DataFrame:
    """List the pairs of actors who are tied, those with most things in common first.

    Parameters
    ----------
    edges : of a network of one mode (`build_one_mode`)

    Returns
    -------
    the same table with a column more, pair "Ann Lee – Bo"; by n_shared, then congruence descending, ties as they were
    """
    pairs = edges.assign(pair=edges["source_name"] + " – " + edges["target_name"])
    return pairs.sort_values(["n_shared", "congruence"], ascending=False, kind="stable")


def join_names(names: list[str], *, top: int) -> str:
    """Join the first names and say how many more there are."""
    more = len(names) - top
    return "; ".join(names[:top]) + (f"; {more:,} more" if more > 0 else "")

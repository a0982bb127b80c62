"""Networks of the positions as GraphML or GEXF files."""

from pathlib import Path

from analysis import networks
from analysis.corpus import Corpus
from analysis.interchange.articles import Exported
from analysis.spreadsheets import CONTROLS

ACTOR_COLUMNS = ["office", "affiliation", "aliases", "n_mentions"]


def write_graphml(corpus: Corpus, out: Path) -> Exported:
    """Write two-mode.graphml and one-mode.graphml into a folder (`_write_networks`)."""
    return _write_networks(corpus, out, ".graphml")


def write_gexf(corpus: Corpus, out: Path) -> Exported:
    """Write two-mode.gexf and one-mode.gexf into a folder (`_write_networks`)."""
    return _write_networks(corpus, out, ".gexf")


def _write_networks(corpus: Corpus, out: Path, ending: str) -> Exported:
    """Write who is for and against what, and who agrees with whom, each position counted once for a document.

    The network of two modes goes from holders to the actors and issues they take positions on; that of one mode joins holders by
    congruence minus conflict, divided by the mean number of their positions. Actors have ACTOR_COLUMNS as attributes.
    """
    ties = networks.count_ties(corpus.positions, corpus.documents, corpus.actors, corpus.issues, targets="both")
    known = corpus.actors.assign(node="actor:" + corpus.actors["actor_id"])[["node", *ACTOR_COLUMNS]]
    paths = []
    for name, (nodes, edges) in {"two-mode": networks.build_two_mode(ties), "one-mode": networks.build_one_mode(ties)}.items():
        graph = networks.make_graph(nodes.merge(known, on="node", how="left"), edges)
        paths.append(networks.save_graph(graph, out / f"{name}{ending}"))
    open_ended = corpus.positions[["holder_id", "target_id"]].isna().any(axis=1).sum()
    notes = ["A network holds positions, counted once for each document; texts, statements and words are not in it."]
    if n_names := sum(bool(CONTROLS.search(name)) for name in [*corpus.actors["name"], *corpus.issues["label"]]):
        notes.append(f"Control characters, which XML cannot hold, became spaces in the names of {n_names:,} actors and issues.")
    if open_ended:
        notes.append(f"Positions without a known holder or target are in no network: {open_ended:,}.")
    return Exported(paths, notes)

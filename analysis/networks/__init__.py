"""Discourse networks: who stands with and against whom, after Leifeld (2017); formulas and sources: docs/measures.md.

Positions become ties of holders and targets (`count_ties`), ties become networks of two modes or one (`build_two_mode`,
`build_one_mode`), each a table of nodes and a table of edges. Graphs are made only for files that other programs open.
"""

from analysis.networks.communities import find_communities, list_communities, list_pairs, list_targets
from analysis.networks.edges import build_one_mode, build_two_mode
from analysis.networks.files import make_graph, save_graph, save_network
from analysis.networks.polarization import explain_polarization, measure_polarization
from analysis.networks.ties import count_ties, drop_duplicates
from analysis.networks.windows import build_windows, list_windows, measure_windows

__all__ = [
    "build_one_mode",
    "build_two_mode",
    "build_windows",
    "count_ties",
    "drop_duplicates",
    "explain_polarization",
    "find_communities",
    "list_communities",
    "list_pairs",
    "list_targets",
    "list_windows",
    "make_graph",
    "measure_polarization",
    "measure_windows",
    "save_graph",
    "save_network",
]

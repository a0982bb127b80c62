"""Networks as graphs, and graphs as files that Gephi and other programs open."""

import re
from pathlib import Path
from typing import Any

import networkx as nx
import pandas as pd
from networkx.readwrite.gexf import generate_gexf

from analysis.errors import ParameterError, check_choice
from analysis.spreadsheets import CONTROLS, save_table

FORMATS = {".graphml": "GraphML", ".gexf": "GEXF"}

_MADE_ON = re.compile(r' lastmodifieddate="[^"]*"')


def make_graph(nodes: pd.DataFrame, edges: pd.DataFrame) -> nx.Graph:
    """Make a graph of a table of nodes and a table of edges.

    Parameters
    ----------
    nodes, edges : tables of `build_two_mode` or `build_one_mode`; further columns become attributes too

    Returns
    -------
    graph, directed from holder to target for two modes, undirected for one
        Nodes and edges come in the order of the tables. The id of a node is `node`; it has `label` (its name) and the other
        columns. Edges have `weight`, always above 0 as Gephi's layouts need it (positions of the pair in a network of two
        modes, the weight without its sign in one of one mode), `balance` (the weight of the table, with its sign) and the other
        columns. Days are text (2022-01-31), lists are joined by "; ", and what is null is left out.
    """
    graph: nx.Graph = nx.Graph() if "congruence" in edges.columns else nx.DiGraph()
    for row in nodes.to_dict("records"):
        name = str(row.pop("name"))
        graph.add_node(_clean(str(row.pop("node"))), label=_clean(name), **_take_known(row))
    for row in edges.to_dict("records"):
        source, target, balance = _clean(str(row.pop("source"))), _clean(str(row.pop("target"))), float(row.pop("weight"))
        weight = float(row["n"]) if "n" in row else abs(balance)
        graph.add_edge(source, target, weight=weight, balance=balance, **_take_known(row))
    return graph


def save_graph(graph: nx.Graph, path: str | Path) -> Path:
    """Write a graph to a file and return its path; the same graph gives the same bytes.

    Parameters
    ----------
    path : ends in .graphml or .gexf, which says the format

    Raises
    ------
    ParameterError : another ending (names those that are possible), or a file that cannot be written
    """
    path = Path(path)
    check_choice("The ending of the file", path.suffix.lower(), FORMATS)
    lines = nx.generate_graphml(graph) if path.suffix.lower() == ".graphml" else generate_gexf(graph)
    text = _MADE_ON.sub("", "\n".join(lines), count=1)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n', encoding="utf-8", newline="\n")
    except OSError as error:
        raise ParameterError(f"The file {str(path)!r} cannot be written ({error.strerror}).") from error
    return path


def save_network(nodes: pd.DataFrame, edges: pd.DataFrame, *, name: str, folder: str | Path) -> list[Path]:
    """Write a network as NAME.graphml and NAME.gexf and its tables as NAME-nodes.csv and NAME-edges.csv.

    Parameters
    ----------
    nodes, edges : as for `make_graph`
    name : small letters, digits and hyphens
    folder : made if it is not there; "" writes nothing

    Returns
    -------
    list of the paths, in that order

    Raises
    ------
    ParameterError : a wrong `name`, or a folder that cannot be written to
    """
    if not str(folder):
        return []
    tables = [save_table(table, name=f"{name}-{part}", folder=folder) for part, table in (("nodes", nodes), ("edges", edges))]
    graph = make_graph(nodes, edges)
    return [*(save_graph(graph, Path(folder) / f"{name}{ending}") for ending in FORMATS), *tables]


def _take_known(row: dict[Any, Any]) -> dict[str, str | int | float | bool]:
    """Return the values that are not null, in the types both formats have."""
    known: dict[str, str | int | float | bool] = {}
    for column, value in row.items():
        if pd.api.types.is_list_like(value):
            known[str(column)] = _clean("; ".join(map(str, value)))
        elif isinstance(value, pd.Timestamp):
            known[str(column)] = f"{value:%Y-%m-%d}"
        elif not pd.isna(value):
            plain = value.item() if hasattr(value, "item") else value
            known[str(column)] = _clean(plain) if isinstance(plain, str) else plain
    return known


def _clean(text: str) -> str:
    """Return the text without what XML cannot hold."""
    return CONTROLS.sub(" ", text)

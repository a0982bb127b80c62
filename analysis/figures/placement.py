"""Where the nodes of a drawn network stand, so that marks and labels stay apart."""

import unicodedata
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd

from analysis.figures.style import WIDTH, fit, list_rows

FONT = 7.5
ROW_OF_TWO, _LINE, _AIR = 0.34, 0.135, 0.05
"""Inches: height of a row of two columns, of a line of a label, and air around a mark with its label."""


def place_columns(nodes: pd.DataFrame, edges: pd.DataFrame, *, height: float) -> pd.DataFrame:
    """Place holders at the left and targets at the right, each beside those it is tied to."""
    holders = nodes["node"].isin(edges["source"])
    order = {True: list(nodes.loc[holders, "node"]), False: list(nodes.loc[~holders, "node"])}
    ends = {True: edges.groupby("source")["target"].agg(list), False: edges.groupby("target")["source"].agg(list)}
    for _ in range(12):  # each column in turn is put in the order of the middle of its partners
        for left in (False, True):
            place = {node: (rank + 0.5) / len(order[not left]) for rank, node in enumerate(order[not left])}
            middle = {node: np.mean([place[other] for other in ends[left][node]]) for node in order[left]}
            order[left].sort(key=middle.__getitem__)
    place = {node: height * (1 - (rank + 0.5) / len(column)) for column in order.values() for rank, node in enumerate(column)}
    sides = np.where(holders, -1, 1)
    labels = [_label(row, width=26 if side < 0 else 38) for row, side in zip(list_rows(nodes), sides, strict=True)]
    return nodes.assign(x=np.where(holders, 2.0, WIDTH - 2.9), y=nodes["node"].map(place), side=sides, label=labels)


def place_apart(nodes: pd.DataFrame, edges: pd.DataFrame, *, size: tuple[float, float]) -> pd.DataFrame:
    """Place nodes near those they agree with, then move them apart until no mark or label lies on another."""
    place = {node: rank for rank, node in enumerate(nodes["node"])}
    graph = nx.Graph()
    graph.add_edges_from(((rank, -1) for rank in place.values()), weight=0.1)  # a hub, not drawn, holds the parts together
    for tie in list_rows(edges):  # who clashes should not drift out of sight either: a weak pull
        graph.add_edge(place[tie.source], place[tie.target], weight=0.15 if tie.sign in ("conflict", "oppose") else 1.0)
    found = nx.spring_layout(graph, seed=1, iterations=300, k=1.6 / np.sqrt(len(nodes)))
    spots = np.array([found[rank] for rank in range(len(nodes))])
    ranks = spots.argsort(axis=0).argsort(axis=0) / max(len(nodes) - 1, 1)
    spread = np.ptp(spots, axis=0)
    share = (spots - spots.min(axis=0)) / np.where(spread > 0, spread, 1)
    labels = [_label(row, width=18) for row in list_rows(nodes)]
    boxes = np.array([_measure(label, radius) for label, radius in zip(labels, list_radii(nodes), strict=True)])
    spots = boxes / 2 + (share + ranks) / 2 * (np.array(size) - boxes)
    spots = _move_apart(spots, boxes, np.array(size))
    x, y = spots[:, 0], spots[:, 1] + boxes[:, 1] / 2 - _AIR - list_radii(nodes)
    return nodes.assign(x=x, y=y, side=0, label=labels)


def _move_apart(spots: np.ndarray, boxes: np.ndarray, size: np.ndarray) -> np.ndarray:
    """Push boxes that overlap apart, along the way that is shorter, within the size of the drawing."""
    spots = spots.copy()
    rank = np.arange(len(spots))
    for _ in range(600):
        gap = spots[:, None] - spots[None]
        over = (boxes[:, None] + boxes[None]) / 2 - np.abs(gap)
        meets = (over > 1e-9).all(axis=2) & (rank[:, None] != rank[None])
        if not meets.any():
            break
        across = over[..., 0] < over[..., 1]
        way = np.where(gap != 0, np.sign(gap), np.sign(rank[:, None] - rank[None])[..., None])
        push = np.stack([across, ~across], axis=2) * over * way * meets[..., None]
        spots = np.clip(spots + 0.3 * push.sum(axis=1), boxes / 2, size - boxes / 2)
    return spots


def _label(node: Any, *, width: int) -> str:
    """Return the name, in two lines at most, and the number of positions."""
    return f"{fit(node.name, width=width)} ({node.n:,})"


def _measure(label: str, radius: float) -> tuple[float, float]:
    """Return width and height in inches of a mark with its label below, a letter being .62 of the font's size wide at most."""
    lines = label.split("\n")
    letters = max(sum(1.6 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in line) for line in lines)
    width = 0.62 * FONT * letters / 72
    return max(width, 2 * radius) + 2 * _AIR, 2 * radius + _LINE * len(lines) + 2 * _AIR


def list_radii(nodes: pd.DataFrame) -> np.ndarray:
    """Return the radius in inches of each mark: the area grows with the number of positions."""
    return 0.07 + 0.09 * np.sqrt((nodes["n"] / nodes["n"].max()).to_numpy())

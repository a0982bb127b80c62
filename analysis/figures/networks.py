"""Figures of networks: who stands for and against what, who agrees and who clashes with whom."""

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.lines import Line2D

from analysis.figures.links import Target, aim
from analysis.figures.placement import FONT, ROW_OF_TWO, list_radii, place_apart, place_columns
from analysis.figures.style import (
    AGAINST,
    FOR,
    INK,
    LEGEND_COLUMNS,
    PURPLE,
    SKY,
    WIDTH,
    YELLOW,
    draw_nothing,
    finish,
    list_names,
    list_rows,
    number,
    start_axes,
)

MOST_NODES = 40
"""A drawing of more nodes than this cannot be read; the strongest are drawn, and the note says so."""

_SIGNS: dict[str, tuple[str, str, Any]] = {
    "support": ("for", FOR, "-"),
    "oppose": ("against", AGAINST, (0, (4, 2))),
    "mixed": ("neutral or as much for as against", INK, (0, (1, 1.5))),
    "congruence": ("agree", FOR, "-"),
    "conflict": ("clash", AGAINST, (0, (4, 2))),
}
_FILLS = (SKY, YELLOW, "#7FCFB6", PURPLE, "#E6E6E6", "#F4C27A")
_MARKS = {"actor": ("o", SKY), "issue": ("s", YELLOW)}


def plot_network(nodes: pd.DataFrame, edges: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw a network of one or two modes (networks.py).

    Actors are circles, issues squares; their size tells how many positions, and so does the number behind the name. Lines for
    and of agreement are solid, against and of clash dashed, as much for as against dotted; the wider the stronger. Where `nodes`
    has a column `community` its number stands in the mark. Holders and issues stand in two columns; a network in which actors
    are tied to each other is laid out so that those who agree are near; labels are moved apart until none overlap. With more
    than MOST_NODES nodes, ties are taken in order of strength (positions of the pair, then of the weaker end) until there are as
    many.
    """
    one_mode = "congruence" in edges.columns
    if edges.empty:
        return draw_nothing(ax, "no two actors take a position on the same thing" if one_mode else "no position was found")
    shown, ties = _choose_strongest(nodes, edges)
    columns = set(ties["source"]).isdisjoint(ties["target"]) and not one_mode
    if columns:
        height = ROW_OF_TWO * max(ties["source"].nunique(), ties["target"].nunique(), 3)
        shown = place_columns(shown, ties, height=height)
    else:
        height = 2 + 0.13 * len(shown)
        shown = place_apart(shown, ties, size=(WIDTH, height))
    ax = start_axes(ax, rows=height, row=1)
    ax.set(xlim=(0, WIDTH), ylim=(0, height))
    ax.set_xticks([])
    ax.set_yticks([])
    ends = [_aim_at_tie(tie, one_mode=one_mode) for tie in list_rows(ties)]
    _draw_edges(ax, shown, ties, [target.url for target in ends], arrows=not one_mode and not columns)
    holders = set(ties["source"]) | (set(ties["target"]) if one_mode else set())
    _draw_nodes(ax, shown, [_aim_at_node(node, holds=node.node in holders) for node in list_rows(shown)])
    _add_signs(ax, shown, ties)
    modes, all_modes = _count_modes(shown), _count_modes(nodes)
    limited = f"; drawn: the strongest {modes} with {number(len(ties), 'tie')}" if len(shown) < len(nodes) else ""
    width = _tell_width(edges, one_mode)
    names = shown.set_index("node")["name"]
    told = [f"{names[tie.source]} {_tell_sign(tie.sign, one_mode)} {names[tie.target]}" for tie in list_rows(ties.head(5))]
    return finish(
        ax,
        title="Who agrees and who clashes with whom" if one_mode else "Who is for and against what, as a network",
        unit="",
        note=f"N = {all_modes} with {number(len(edges), 'tie')}{limited}. Behind each name: positions. Width of a line: {width}."
        + (" Number in a mark: community." if "community" in shown and shown["community"].notna().any() else ""),
        alternative=f"Network of {modes} with {number(len(ties), 'tie')}. Strongest: {list_names(told)}.",
        grid="",
        drawn=ties[["source_name", "target_name", "sign", *(["n"] if "n" in ties else ["weight"])]].assign(
            anchor=[target.anchor for target in ends]
        ),
    )


def _aim_at_tie(tie: Any, *, one_mode: bool) -> Target:
    """Return the positions behind a line."""
    if one_mode:
        pair = f"{tie.source_name} – {tie.target_name}"
        return aim(pair, "tie", pair)
    kind, _, target = tie.target.partition(":")
    label = f"{tie.source_name} on {tie.target_name}: {number(tie.n, 'position')}"
    return aim(label, "stance", tie.source.partition(":")[2], kind, target)


def _aim_at_node(node: Any, *, holds: bool) -> Target:
    """Return the positions behind a mark: those it holds, else those on it."""
    kind, _, name = node.node.partition(":")
    label = f"{node.name}: {number(node.n, 'position')}"
    return aim(label, "holder", name or kind) if holds else aim(label, "target", kind, name)


def _choose_strongest(nodes: pd.DataFrame, edges: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return at most MOST_NODES nodes with all edges between them, edges from the strongest on; ties by the ids of the ends."""
    n = nodes.set_index("node")["n"]
    weaker = np.minimum(edges["source"].map(n), edges["target"].map(n))
    strength = (edges["n"] if "n" in edges else edges["weight"].abs() * 0).astype("float64")
    order = edges.assign(first=-strength, second=-weaker, third=-edges["weight"].abs())
    ranked = order.sort_values(["first", "second", "third", "source", "target"])[edges.columns.to_list()]
    chosen: set[str] = set()
    for source, target in zip(ranked["source"], ranked["target"], strict=True):
        if len(chosen | {source, target}) <= MOST_NODES:
            chosen |= {source, target}
    drawn = ranked[ranked["source"].isin(chosen) & ranked["target"].isin(chosen)]
    return nodes[nodes["node"].isin(chosen)].reset_index(drop=True), drawn.reset_index(drop=True)


def _draw_edges(ax: Axes, nodes: pd.DataFrame, edges: pd.DataFrame, urls: list[str], *, arrows: bool) -> None:
    """Draw the edges, each sign in its own stroke; with arrows, edges of opposite directions lie side by side.

    A line is easier to point at than it is wide: what makes it a link is wider and not seen.
    """
    radii = pd.Series(list_radii(nodes), index=nodes["node"])
    spots = nodes.set_index("node")[["x", "y"]]
    strength = (edges["n"] if "n" in edges else edges["weight"].abs()).astype("float64")
    widths = 0.8 + 2.2 * (strength - 1) / max(strength.max() - 1, 4) if "n" in edges else 0.8 + 2.2 * strength / strength.max()
    for sign, rows in edges.groupby("sign"):
        _, colour, stroke = _SIGNS[str(sign)]
        ends = np.stack([spots.loc[rows["source"]].to_numpy(), spots.loc[rows["target"]].to_numpy()], axis=1)
        if arrows:
            along = ends[:, 1] - ends[:, 0]
            along /= np.maximum(np.linalg.norm(along, axis=1, keepdims=True), 1e-9)
            across = along[:, ::-1] * (1, -1)
            ends += 0.03 * across[:, None]
            tips = ends[:, 1] - along * radii[rows["target"]].to_numpy()[:, None]
            heads = np.stack([tips, tips - 0.11 * along + 0.045 * across, tips - 0.11 * along - 0.045 * across], axis=1)
            ax.add_collection(PolyCollection(list(heads), facecolors=colour, edgecolors="none", zorder=1.5, gid="heads"))
        lines = LineCollection(
            list(ends), colors=colour, linestyles=[stroke], linewidths=widths[rows.index], zorder=1, gid=f"edges-{sign}"
        )
        ax.add_collection(lines)
        wide = LineCollection(list(ends), colors=(1, 1, 1, 0), linewidths=7, zorder=1.7, gid="link")
        wide.set_urls([urls[place] for place in rows.index])
        ax.add_collection(wide)


def _draw_nodes(ax: Axes, nodes: pd.DataFrame, targets: list[Target]) -> None:
    """Draw the marks, the numbers of communities in them, and the labels."""
    radii = list_radii(nodes)
    communities = nodes["community"] if "community" in nodes else pd.Series(pd.NA, index=nodes.index)
    fills = [
        _MARKS.get(mode, _MARKS["actor"])[1] if pd.isna(community) else _FILLS[(int(community) - 1) % len(_FILLS)]
        for mode, community in zip(nodes["mode"], communities, strict=True)
    ]
    if "community" in nodes:
        fills = ["white" if pd.isna(community) else fill for fill, community in zip(fills, communities, strict=True)]
    for mode, rows in nodes.groupby("mode", sort=False):
        marks = ax.scatter(
            rows["x"], rows["y"], s=(2 * 72 * radii[rows.index]) ** 2, c=[fills[place] for place in rows.index],
            marker=_MARKS.get(str(mode), _MARKS["actor"])[0], edgecolors="black", linewidths=0.7, zorder=2, gid=f"nodes-{mode}",
        )  # fmt: skip
        marks.set_urls([targets[place].url for place in rows.index])
    for radius, node, community, target in zip(radii, list_rows(nodes), communities, targets, strict=True):
        if not pd.isna(community):
            ax.text(node.x, node.y, f"{community}", ha="center", va="center", fontsize=6.5, zorder=4, gid="community")
        if node.side:
            spot, across, down = (node.x + node.side * 0.24, node.y), "right" if node.side < 0 else "left", "center"
        else:
            spot, across, down = (node.x, node.y - radius - 0.015), "center", "top"
        ax.text(
            *spot, node.label, fontsize=FONT, linespacing=1.05, zorder=3, gid="label", ha=across, va=down,
            url=f"#{target.anchor}",
            bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.75, "pad": 0.4},
        )  # fmt: skip


def _add_signs(ax: Axes, nodes: pd.DataFrame, edges: pd.DataFrame) -> None:
    """Put what lines and marks mean between title and drawing."""
    handles = [
        Line2D([], [], color=colour, linestyle=stroke, linewidth=2, label=label)
        for sign, (label, colour, stroke) in _SIGNS.items()
        if (edges["sign"] == sign).any()
    ]
    if nodes["mode"].nunique() > 1:
        handles += [
            Line2D([], [], linestyle="none", marker=mark, markersize=8, color=fill, markeredgecolor="black", label=mode)
            for mode, (mark, fill) in _MARKS.items()
        ]
    ax.legend(
        handles=handles, loc="lower left", bbox_to_anchor=(0, 1), ncols=LEGEND_COLUMNS, frameon=False, fontsize=8, borderpad=0,
        borderaxespad=0.6, handletextpad=0.5,
    )  # fmt: skip


def _count_modes(nodes: pd.DataFrame) -> str:
    """Return how many actors and issues there are."""
    modes = nodes["mode"].value_counts()
    return list_names([number(modes[mode], mode) for mode in _MARKS if modes.get(mode, 0)])


def _tell_width(edges: pd.DataFrame, one_mode: bool) -> str:
    """Return what the width of a line measures."""
    if not one_mode:
        return "positions of the holder on the target"
    relation, normalization = edges["relation"].iloc[0], edges["normalization"].iloc[0]
    what = {"congruence": "agreement", "conflict": "clash", "subtract": "agreement minus clash, without its sign"}[relation]
    by = {
        "no": "not normalized",
        "average": "over the mean number of positions of the two",
        "jaccard": "Jaccard",
        "cosine": "over the product of the numbers of positions of the two",
    }
    return f"{what} ({by[normalization]})"


def _tell_sign(sign: str, one_mode: bool) -> str:
    """Return the sign as words between two names."""
    return f"and {_SIGNS[sign][0]}:" if one_mode else _SIGNS[sign][0]

"""What the marks of a figure lead to: the sentences of the same thing, by its name on the page (`anchors.make_anchor`).

An artist's address is "#", the name of the thing, a blank and what it is called; `display.show_figure` makes links of them.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection

from analysis.anchors import make_anchor


class Target(NamedTuple):
    """What a mark leads to, and what the link is called."""

    anchor: str
    label: str

    @property
    def url(self) -> str:
        """The address an artist is given."""
        return f"#{self.anchor} {self.label}"


def aim(label: str, kind: str, *values: Any) -> Target:
    """Return the thing of this kind that the values name."""
    return Target(make_anchor(kind, *values), label.replace("\n", " "))


def link_bars(bars: Iterable[Any], targets: Sequence[Target]) -> None:
    """Make each bar that has a length a link."""
    for bar, target in zip(bars, targets, strict=True):
        if bar.get_width() and bar.get_height():
            bar.set_url(target.url)


def link_boxes(ax: Axes, boxes: Sequence[tuple[float, float, float, float]], targets: Sequence[Target], *, zorder: float) -> None:
    """Make each box (left, right, bottom, top, in the units of the axes) a link, without drawing it."""
    corners = [[(left, low), (right, low), (right, high), (left, high)] for left, right, low, high in boxes]
    areas = PolyCollection(corners, facecolors=(1, 1, 1, 0), edgecolors="none", zorder=zorder, gid="link")
    areas.set_urls([target.url for target in targets])
    ax.add_collection(areas, autolim=False)


def link_rows(ax: Axes, targets: Sequence[Target], *, zorder: float = 0.6) -> None:
    """Make the labels of the rows at 0, 1, ... and the rows themselves, below what is drawn, links."""
    left, right = ax.get_xlim()
    link_labels(ax.get_yticklabels(), targets)
    link_boxes(ax, [(left, right, place - 0.48, place + 0.48) for place in range(len(targets))], targets, zorder=zorder)


def link_labels(labels: Iterable[Any], targets: Sequence[Target]) -> None:
    """Make texts, such as the labels of an axis, links that are called what they say."""
    for label, target in zip(labels, targets, strict=True):
        label.set_url(f"#{target.anchor}")

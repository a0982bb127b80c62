"""What things are called on a page."""

import re

import pandas as pd
import pytest

from analysis.anchors import make_anchor


@pytest.mark.parametrize("values", [("Anna Berg",), ("a b", 'c"><script>'), ("外交部长",), (None,), ("",), ("x" * 500,)])
def test_a_name_is_safe_in_html_and_addresses(values: tuple[str | None, ...]) -> None:
    """Whatever a document says, the name of a thing is small letters, digits and hyphens, and short."""
    assert re.fullmatch(r"cue(-[a-z0-9]+)+", make_anchor("cue", *values))
    assert len(make_anchor("cue", *values)) < 50


def test_equal_things_share_a_name_and_different_ones_do_not() -> None:
    """Tables write null, whole numbers and days in several ways; each thing has one name, and no other has it."""
    assert make_anchor("speaker", None) == make_anchor("speaker", float("nan")) == make_anchor("speaker", pd.NA)
    assert make_anchor("speaker", None) == make_anchor("speaker", "unknown")
    assert make_anchor("depth", 1) == make_anchor("depth", 1.0)
    assert make_anchor("day", pd.Timestamp("2025-01-02")) == make_anchor("day", "2025-01-02")
    things = [("a", "b c"), ("a b", "c"), ("a-b", "c"), ("A", "b c"), ("ab", "c")]
    assert len({make_anchor("stance", *thing) for thing in things}) == len(things)
    assert make_anchor("cue", "said") != make_anchor("word", "said")

"""What a report says was done."""

import pandas as pd
import pytest
from tables import make_documents

from analysis.errors import ParameterError
from analysis.methods import load_scores, tell_methods

UNRESOLVED = pd.DataFrame(
    [("documents without a date", 1, 2), ("statements without a known speaker", 3, 7), ("pronouns linked to no actor", 5, 9)],
    columns=["what", "n", "of"],
)


def test_methods_name_what_was_read_with_what_and_how_well() -> None:
    """Documents, days, outlets, settings, versions and what stayed open are told, scores as the model's card gives them."""
    documents = make_documents(a="One two three.", b="Four.").assign(outlet=["Daily", None])
    documents["published"] = pd.to_datetime(["2025-01-02", None])
    told = tell_methods(documents, UNRESOLVED, corpus="0123abcd", settings={"level": "state", "outlet": ""}, parts=["statements"])
    assert told.startswith("2 documents of 4 words, published 2025-01-02 by Daily, were read with Standpoint ")
    assert "(input fingerprint 0123abcd)" in told
    assert f"exact F1 is {load_scores()['PolNeAR dev, content exact F1']} for content" in told
    assert "documents without a date 1 of 2; statements without a known speaker 3 of 7." in told
    assert "pronouns" not in told
    assert "Settings: level = state." in told
    assert "DSE" not in told


def test_every_part_can_be_told() -> None:
    """The cards of the models have every score that a part names, and a part that is none is refused with the nearest."""
    told = tell_methods(make_documents(a="One."), UNRESOLVED, corpus="x", settings={})
    assert "{" not in told
    assert "1 document of 1 words, without dates, of unknown outlets, was read" in told
    assert all(
        value.startswith(".") or len(value) == 64 or value[0] == "0" for value in map(load_scores().get, ("tagger", "sha256"))
    )
    with pytest.raises(ParameterError, match="statements"):
        tell_methods(make_documents(a="One."), UNRESOLVED, corpus="x", settings={}, parts=["statement"])

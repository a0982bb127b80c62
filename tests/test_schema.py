"""Tables are what the schema says."""

import pandas as pd
import pytest

from analysis import schema
from analysis.errors import SchemaError


@pytest.mark.parametrize("name", list(schema.TABLES))
def test_an_empty_table_passes_its_own_check(name: str) -> None:
    """`empty` gives every column in its dtype, in order, and no row."""
    table = schema.check(schema.empty(name), name)
    assert list(table.columns) == list(schema.TABLES[name])
    assert {column: str(dtype) for column, dtype in table.dtypes.items()} == {
        column: spec.dtype for column, spec in schema.TABLES[name].items()
    }
    assert len(table) == 0


def test_build_fills_what_a_row_leaves_out_with_null() -> None:
    """A column a row does not give is null there."""
    row = {"doc_id": "d", "role": "name", "start": 0, "end": 4, "kind": "person", "reason": "title"}
    table = schema.build("spans", [row])
    assert table.loc[0, "kind"] == "person"
    assert pd.isna(table.loc[0, "link"])
    assert pd.isna(table.loc[0, "probability"])


def test_build_names_the_nearest_column_for_an_unknown_one() -> None:
    """A misspelt column is an error that says which one was meant."""
    with pytest.raises(SchemaError, match="Did you mean 'probability'"):
        schema.build("spans", [{"probabilty": 1.0}])


def test_check_names_a_missing_column() -> None:
    """A table without a needed column is refused by that column's name."""
    with pytest.raises(SchemaError, match="'role'"):
        schema.check(schema.empty("spans").drop(columns="role"), "spans")


def test_check_refuses_a_value_outside_the_allowed_ones() -> None:
    """A value not in the schema's list is refused, and the row told."""
    with pytest.raises(SchemaError, match="'speaker'"):
        schema.build("spans", [{"doc_id": "d", "role": "speaker", "start": 0, "end": 1, "reason": "r"}])


def test_check_refuses_null_where_a_value_is_needed() -> None:
    """A null id is refused."""
    table = schema.build("spans", [{"doc_id": "d", "role": "cue", "start": 0, "end": 1, "reason": "r"}])
    table.loc[0, "doc_id"] = None
    with pytest.raises(SchemaError, match="'doc_id' is null"):
        schema.check(table, "spans")

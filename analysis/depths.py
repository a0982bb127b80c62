"""How deep statements stand within others."""

import pandas as pd


def find_depths(statements: pd.DataFrame) -> pd.Series:
    """Return how many statements stand above each; a statement that is missing, or above itself, ends the chain."""
    parents = statements.drop_duplicates("statement_id").set_index("statement_id")["parent_id"]
    above = statements["parent_id"].where(statements["parent_id"].isin(parents.index))
    depths = pd.Series(0, index=statements.index)
    for _ in range(len(parents)):
        if above.isna().all():
            break
        depths += above.notna()
        above = above.map(parents)
        above = above.where(above.isin(parents.index) & (above != statements["statement_id"]))
    return depths

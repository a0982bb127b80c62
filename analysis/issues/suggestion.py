"""Issues written as a codebook that a person can mend and use."""

from collections.abc import Iterator
from textwrap import indent

import pandas as pd
import yaml

from analysis.errors import InputError, check_least
from analysis.issues.patterns import read_pattern
from analysis.schema import check

_HEAD = """\
# Issues found in the texts, the most argued about first. Keep what is an issue, mend labels, say in the description what belongs
# to it, join two by moving the patterns of one to the other, add patterns. docs/codebook.md says how patterns are written.
"""


def write_codebook(issues: pd.DataFrame, issue_mentions: pd.DataFrame, *, limit: int) -> str:
    """Write issues as a codebook that a person can mend and use.

    Parameters
    ----------
    issues, issue_mentions : tables of those names
    limit : int >= 1, issues to write, from the top of the table

    Returns
    -------
    YAML that `load_codebook` reads back: labels, descriptions (empty where there is none) and patterns, each issue below a
    comment of how often it is spoken of. Patterns that a codebook could not hold (only marks) are left out, and issues left
    without any. Without issues a codebook of comments alone.
    """
    check_least("limit", limit, 1)
    spoken = (
        check(issue_mentions, "issue_mentions")
        .groupby("issue_id")
        .agg(n=("start", "size"), n_docs=("doc_id", "nunique"), n_said=("statement_id", "count"))
    )
    entries = list(_write_issues(check(issues, "issues").head(limit), spoken))
    return "".join([_HEAD, *(["issues:\n"] if entries else []), *entries])


def _write_issues(issues: pd.DataFrame, spoken: pd.DataFrame) -> Iterator[str]:
    """Write each issue that has patterns."""
    counts = {issue_id: row for issue_id, *row in spoken.itertuples()}
    columns = [issues[name].tolist() for name in ("issue_id", "label", "description", "patterns")]
    for issue_id, label, about, patterns in zip(*columns, strict=True):
        n, n_docs, n_said = counts.get(issue_id, (0, 0, 0))
        entry = {
            "label": label,
            "description": about if isinstance(about, str) else "",
            "patterns": [pattern for pattern in patterns if _is_pattern(pattern)],
        }
        if entry["patterns"]:
            text = yaml.safe_dump([entry], sort_keys=False, allow_unicode=True, width=10_000)
            yield indent(f"# mentions {n}, in statements {n_said}, documents {n_docs}\n{text}", "  ")


def _is_pattern(text: str) -> bool:
    """Tell whether a wording can be a pattern."""
    try:
        return bool(read_pattern(text, ""))
    except InputError:
        return False

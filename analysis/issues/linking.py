"""Which issues the positions are on and the texts speak of, by a codebook or by what is found in the texts."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis import schema
from analysis.errors import InputError
from analysis.issues.codebook import Codebook, Issue
from analysis.issues.discovery import Found, join_issues
from analysis.issues.matching import Pattern, WordIndex
from analysis.issues.patterns import read_pattern
from analysis.issues.uses import find_uses


def link_issues(
    documents: pd.DataFrame,
    tokens: pd.DataFrame,
    statements: pd.DataFrame,
    mentions: pd.DataFrame,
    actors: pd.DataFrame,
    positions: pd.DataFrame,
    codebook: Codebook | None = None,
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Say which issues positions are on and texts speak of.

    Parameters
    ----------
    documents, tokens, statements, mentions, actors, positions : tables (schema.py)
    codebook : the issues to look for; None discovers them in what statements and positions are about

    Returns
    -------
    positions : the same rows in the same order, `target_id` filled for issues
    issues : those of the codebook in its order, then the discovered ones, most argued about first, ties by label
        `label`, `description`, `patterns` are the codebook's. A discovered issue is called by its commonest wording and has its
        wordings as patterns, or none if it is a word that says little alone ("claims"); its description is null. With a
        codebook only positions on something that it does not have make issues; without one, noun phrases that occur twice or
        more do too, at most `discovery.MOST` of them.
    issue_mentions : every occurrence of a pattern, in reading order
        Occurrences of one issue do not overlap, those of different issues may. `statement_id` is that of the first word.

    Notes
    -----
    A position is on the issue of the longest pattern (in words) that occurs within its target, else around it; of equally long
    ones the first in the order of `issues`. Where none does, a target worded like the label of an issue is on that.
    """
    index = WordIndex(tokens)
    on_issue = (positions["target_kind"] == "issue").to_numpy()
    targets = positions.loc[on_issue, ["doc_id", "target_start", "target_end"]]
    targets = targets.set_axis(["doc_id", "start", "end"], axis=1).reset_index(drop=True)
    given = codebook.issues if codebook else ()
    numbers = {issue.issue_id: n for n, issue in enumerate(given)}
    chosen = _choose_issues(_find_issues(index, tokens, given), targets)
    spare = targets[np.array([issue is None for issue in chosen], dtype=bool)]
    found = join_issues(find_uses(documents, tokens, statements, mentions, actors, spare, phrases=codebook is None))
    new = [each for each in found if each.issue.issue_id not in numbers]
    issues = [*given, *_sharpen_patterns(index, tokens, new, spare)]
    ids = [issue.issue_id for issue in issues]
    numbers = {issue_id: n for n, issue_id in enumerate(ids)}
    meant = {target: numbers[each.issue.issue_id] for each in found for target in each.targets}
    occurrences = _find_issues(index, tokens, issues)
    again = _choose_issues(occurrences[occurrences["issue"] >= len(given)], spare)
    for target, issue in zip(spare.index, again, strict=True):
        chosen[target] = meant[target] if issue is None else issue
    target_ids = positions["target_id"].to_numpy(dtype=object, copy=True)
    target_ids[on_issue] = [ids[issue] for issue in chosen if issue is not None]
    linked = positions.assign(target_id=pd.array(target_ids, dtype="str"))
    table = schema.build(
        "issues",
        [
            {
                "issue_id": issue.issue_id, "label": issue.label, "description": issue.description or None,
                "patterns": list(issue.patterns), "origin": "codebook" if n < len(given) else "discovered",
            }
            for n, issue in enumerate(issues)
        ],
    )  # fmt: skip
    return schema.cast("positions", linked), table, _list_mentions(tokens, occurrences, ids)


def _find_issues(index: WordIndex, tokens: pd.DataFrame, issues: Sequence[Issue]) -> pd.DataFrame:
    """Find every occurrence of the patterns of issues, with the document it stands in."""
    found = index.find_issues([_read_patterns(issue) for issue in issues])
    return found.assign(doc_id=tokens["doc_id"].to_numpy()[found["row"]])


def _read_patterns(issue: Issue) -> list[Pattern]:
    """Read the patterns of an issue; a discovered one may be worded in marks alone, which occur nowhere."""
    patterns = []
    for text in issue.patterns:
        try:
            patterns.append(read_pattern(text, issue.label))
        except InputError:
            continue
    return patterns


def _choose_issues(occurrences: pd.DataFrame, targets: pd.DataFrame) -> list[int | None]:
    """Return for each target the number of the issue whose longest pattern occurs within it, else around it, or None."""
    by_doc: dict[str, list[tuple[int, int, int, int]]] = defaultdict(list)
    columns = [occurrences[name].tolist() for name in ("doc_id", "start", "end", "first", "past", "issue")]
    for doc_id, start, end, first, past, issue in zip(*columns, strict=True):
        by_doc[doc_id].append((start, end, first - past, issue))
    reach = int((occurrences["end"] - occurrences["start"]).max()) if len(occurrences) else 0
    chosen: list[int | None] = []
    for doc_id, start, end in zip(targets["doc_id"], targets["start"], targets["end"], strict=True):
        spans, near = by_doc[doc_id], []
        for at in range(bisect_left(spans, (start - reach,)), len(spans)):
            if spans[at][0] >= end:
                break
            first, past, size, issue = spans[at]
            is_within = start <= first and past <= end
            if is_within or (first <= start and end <= past):
                near.append((not is_within, size, issue))
        chosen.append(min(near)[-1] if near else None)
    return chosen


def _sharpen_patterns(index: WordIndex, tokens: pd.DataFrame, found: list[Found], targets: pd.DataFrame) -> list[Issue]:
    """Give issues the wordings of those targets that their patterns do not find, or that others' patterns take."""
    issues = [each.issue for each in found]
    chosen = dict(zip(targets.index, _choose_issues(_find_issues(index, tokens, issues), targets), strict=True))
    for n, each in enumerate(found):
        missed = [own for target, own in each.targets.items() if own and chosen[target] != n]
        patterns = tuple(dict.fromkeys([*each.issue.patterns, *missed]))
        issues[n] = Issue(each.issue.label, each.issue.description, patterns)
    return issues


def _list_mentions(tokens: pd.DataFrame, found: pd.DataFrame, ids: Sequence[str]) -> pd.DataFrame:
    """Make the table of mentions of issues."""
    where = tokens.iloc[found["row"]]
    table = pd.DataFrame(
        {
            "doc_id": where["doc_id"].array,
            "issue_id": [ids[issue] for issue in found["issue"]],
            "sentence_id": where["sentence_id"].array,
            "statement_id": where["statement_id"].array,
            "start": found["start"].array,
            "end": found["end"].array,
        }
    )
    return schema.cast("issue_mentions", table)

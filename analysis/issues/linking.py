"""Which issues the positions are on and the texts speak of, by a codebook or by what is found in the texts."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import pandas as pd

from analysis import schema
from analysis.issues.codebook import Codebook, Issue
from analysis.issues.discovery import Found, join_issues
from analysis.issues.gathering import Gathering, Uses, pack_uses
from analysis.issues.matching import Patterns, WordIndex
from analysis.issues.uses import find_uses, list_targets


def link_issues(
    documents: pd.DataFrame,
    tokens: pd.DataFrame,
    statements: pd.DataFrame,
    mentions: pd.DataFrame,
    actors: pd.DataFrame,
    positions: pd.DataFrame,
    codebook: Codebook | None = None,
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Say which issues positions are on and texts speak of, all in one part.

    Parameters
    ----------
    documents, tokens, statements, mentions, actors, positions : tables (schema.py)
    codebook : the issues to look for; None discovers them in what statements and positions are about

    Returns
    -------
    positions, issue_mentions : see `match_issues`
    issues : see `list_issues`
    """
    given = Patterns(codebook.issues if codebook else ())
    chosen = choose_issues(tokens, positions, given)
    uses = pack_uses(find_uses(documents, tokens, statements, mentions, actors, positions))
    found = discover_issues([uses], chosen, codebook)
    new = order_issues(found, len(given.issues))[len(given.issues) :]
    missed = find_missed(tokens, positions, chosen, Patterns([each.issue for each in new]), index_targets(new))
    found = sharpen_patterns(found, missed)
    tried = order_issues(found, len(given.issues))
    patterns = Patterns([each.issue for each in tried], len(given.issues))
    linked, occurrences = match_issues(tokens, positions, chosen, patterns, index_targets(tried))
    return linked, list_issues(found, len(given.issues)), occurrences


def find_target_words(tokens: pd.DataFrame, positions: pd.DataFrame) -> pd.DataFrame:
    """Return the tokens of those sentences that hold something a position on an issue is on."""
    rows_of = {doc_id: (rows[0], rows[-1] + 1) for doc_id, rows in tokens.groupby("doc_id", sort=False).indices.items()}
    starts, ends, sentences = (tokens[name].to_numpy() for name in ("start", "end", "sentence_id"))
    held: set[str] = set()
    for doc_id, _, start, end in list_targets(positions).itertuples(index=False):
        first, past = rows_of.get(doc_id, (0, 0))
        since, until = np.searchsorted(ends[first:past], start, side="right"), np.searchsorted(starts[first:past], end)
        held.update(sentences[first + since : first + until])
    return tokens[tokens["sentence_id"].isin(held)].reset_index(drop=True)


def choose_issues(tokens: pd.DataFrame, positions: pd.DataFrame, given: Patterns) -> dict[str, int]:
    """Say which issues of a codebook the targets of positions are on: position_id -> number of the issue; others are left out.

    Parameters
    ----------
    tokens : all, or `find_target_words`
    """
    targets = list_targets(positions)
    return _choose(_find(WordIndex(tokens), tokens, given), targets) if given.issues and len(targets) else {}


def discover_issues(parts: Iterable[Uses], chosen: Mapping[str, int], codebook: Codebook | None) -> list[Found]:
    """Return the issues of a codebook, then those discovered, the most argued about first, ties by label.

    With a codebook only positions on something that it does not have (not `chosen`) make issues; without one, noun phrases that
    occur twice or more do too, at most `discovery.MOST` of them. What is discovered under a name of the codebook is that issue.

    Parameters
    ----------
    parts : the uses of wordings in the parts of the corpus, in reading order
    chosen : `choose_issues` of all parts together
    """
    gathering = Gathering(parts, phrases=codebook is None, chosen=chosen)
    given = {issue.issue_id: Found(issue, 0.0, {}) for issue in (codebook.issues if codebook else ())}
    found = join_issues(gathering)
    for each in found:
        if each.issue.issue_id in given:
            given[each.issue.issue_id].targets.update(each.targets)
    return [*given.values(), *(each for each in found if each.issue.issue_id not in given)]


def index_targets(found: Sequence[Found]) -> dict[str, int]:
    """Return the number of the issue that each target is worded like."""
    return {position_id: n for n, each in enumerate(found) for position_id in each.targets}


def find_missed(
    tokens: pd.DataFrame, positions: pd.DataFrame, chosen: Mapping[str, int], patterns: Patterns, meant: Mapping[str, int]
) -> set[str]:
    """Return the targets that the patterns of the issue they are worded like (`meant`) do not find, or others' patterns take.

    Parameters
    ----------
    tokens : all, or `find_target_words`
    patterns : those of the discovered issues alone, which `meant` numbers
    """
    targets = list_targets(positions)
    spare = targets[~targets["position_id"].isin(list(chosen))]
    again = _choose(_find(WordIndex(tokens), tokens, patterns), spare)
    return {target for target in spare["position_id"] if target in meant and again.get(target) != meant[target]}


def sharpen_patterns(found: Sequence[Found], missed: set[str]) -> list[Found]:
    """Give issues the wordings of those targets that their patterns missed."""
    sharpened = []
    for each in found:
        own = [pattern for target, pattern in each.targets.items() if pattern and target in missed]
        patterns = tuple(dict.fromkeys([*each.issue.patterns, *own]))
        sharpened.append(each._replace(issue=Issue(each.issue.label, each.issue.description, patterns)))
    return sharpened


def order_issues(found: Sequence[Found], n_given: int) -> list[Found]:
    """Put issues in the order in which they are tried: the codebook's, then those with many positions, ties by issue_id.

    "Many" goes by powers of two, so that one document more does not turn the order of issues it says nothing of.
    """
    new = sorted(found[n_given:], key=lambda each: (-len(each.targets).bit_length(), each.issue.issue_id))
    return [*found[:n_given], *new]


def match_issues(
    tokens: pd.DataFrame, positions: pd.DataFrame, chosen: Mapping[str, int], patterns: Patterns, meant: Mapping[str, int]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Say which issues the positions of some documents are on and where these speak of them.

    Returns
    -------
    positions : the same rows in the same order, `target_id` filled for issues
    issue_mentions : every occurrence of a pattern, in reading order
        Occurrences of one issue do not overlap, those of different issues may. `statement_id` is that of the first word.

    Notes
    -----
    A position is on the issue of the longest pattern (in words) that occurs within its target, else around it; of equally long
    ones the first (`order_issues`). Where none does, a target worded like the label of an issue is on that.
    """
    occurrences = _find(WordIndex(tokens), tokens, patterns)
    targets = list_targets(positions)
    spare = targets[~targets["position_id"].isin(list(chosen))]
    again = _choose(occurrences[occurrences["issue"] >= patterns.n_given], spare)
    ids = [issue.issue_id for issue in patterns.issues]
    on = {target: ids[n] for target, n in {**meant, **again, **chosen}.items()}
    new = positions["position_id"].map(on).where(positions["target_kind"] == "issue", positions["target_id"])
    linked = positions.assign(target_id=new.astype("str"))
    return schema.cast("positions", linked), _list_mentions(tokens, occurrences, ids)


def list_issues(found: Sequence[Found], n_given: int) -> pd.DataFrame:
    """Return the table `issues`: those of the codebook in its order, then the discovered ones, the most argued about first.

    `label`, `description`, `patterns` are the codebook's. A discovered issue is called by its commonest wording and has its
    wordings as patterns, or none if it is a word that says little alone ("claims"); its description is null.
    """
    rows = [
        {
            "issue_id": issue.issue_id, "label": issue.label, "description": issue.description or None,
            "patterns": list(issue.patterns), "origin": "codebook" if n < n_given else "discovered",
        }
        for n, (issue, *_) in enumerate(found)
    ]  # fmt: skip
    return schema.build("issues", rows)


def _find(index: WordIndex, tokens: pd.DataFrame, patterns: Patterns) -> pd.DataFrame:
    """Find every occurrence of the patterns of issues, with the document it stands in."""
    found = patterns.find_in(index)
    return found.assign(doc_id=tokens["doc_id"].to_numpy()[found["row"]])


def _choose(occurrences: pd.DataFrame, targets: pd.DataFrame) -> dict[str, int]:
    """Return for targets the number of the issue whose longest pattern occurs within it, else around it."""
    by_doc: dict[str, list[tuple[int, int, int, int]]] = defaultdict(list)
    columns = [occurrences[name].tolist() for name in ("doc_id", "start", "end", "first", "past", "issue")]
    for doc_id, start, end, first, past, issue in zip(*columns, strict=True):
        by_doc[doc_id].append((start, end, first - past, issue))
    reach = int((occurrences["end"] - occurrences["start"]).max()) if len(occurrences) else 0
    chosen: dict[str, int] = {}
    for doc_id, position_id, start, end in targets.itertuples(index=False):
        spans, near = by_doc[doc_id], []
        for at in range(bisect_left(spans, (start - reach,)), len(spans)):
            if spans[at][0] >= end:
                break
            first, past, size, issue = spans[at]
            is_within = start <= first and past <= end
            if is_within or (first <= start and end <= past):
                near.append((not is_within, size, issue))
        if near:
            chosen[position_id] = min(near)[-1]
    return chosen


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

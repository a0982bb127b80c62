"""What the marks in sentences and articles mean."""

from collections.abc import Iterable

LEGEND = (
    ("content", "what somebody is said to have said; in articles, after —, who"),
    ("source", "who is written to have said it"),
    ("cue", "the words that introduce it"),
    ("actor", "an actor; after =, the name it is counted under, where another is written"),
    ("evidence", "a position; in articles holder, side (▲ for, ▼ against, ◆ neutral) and target"),
    ("target", "what the position is on"),
    ("word", "the word, or the first of two"),
    ("other", "the second"),
    ("term", "a term in quotation marks that is nobody's statement"),
)
"""Role of a mark and what it means, in the order of the legend."""


def write_legend(roles: Iterable[str]) -> str:
    """Write what the marks of these roles mean, as HTML."""
    met = set(roles)
    told = [f'<li><mark class="{role}" data-label="{role}">{role}</mark>: {says}</li>' for role, says in LEGEND if role in met]
    return f'<ul class="legend" aria-label="What the marks mean">{"".join(told)}</ul>' if told else ""

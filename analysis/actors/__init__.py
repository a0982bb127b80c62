"""Actors: who is mentioned, which mentions mean the same actor, for whom they speak, and what a user says of it."""

from analysis.actors.acquaintance import Acquaintance
from analysis.actors.edits import load_edits, suggest_edits
from analysis.actors.levels import LEVELS, find_levels
from analysis.actors.linking import (
    Linked,
    is_answered_so,
    link_actors,
    link_mentions,
    meet_names,
    merge_registers,
    name_mentions,
)
from analysis.actors.mentions import find_mentions
from analysis.actors.merging import Edits, apply_edits, edit_actors
from analysis.actors.register import count_texts, list_actors

__all__ = [
    "LEVELS", "Acquaintance", "Edits", "Linked", "apply_edits", "count_texts", "edit_actors", "find_levels", "find_mentions",
    "is_answered_so", "link_actors", "link_mentions", "list_actors", "load_edits", "meet_names", "merge_registers",
    "name_mentions", "suggest_edits",
]  # fmt: skip

"""Actors: who is mentioned, which mentions mean the same actor, for whom they speak, and what a user says of it."""

from analysis.actors.edits import load_edits, suggest_edits
from analysis.actors.levels import LEVELS, find_levels
from analysis.actors.linking import link_actors
from analysis.actors.mentions import find_mentions
from analysis.actors.merging import apply_edits

__all__ = ["LEVELS", "apply_edits", "find_levels", "find_mentions", "link_actors", "load_edits", "suggest_edits"]

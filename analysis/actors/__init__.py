"""Actors: who is mentioned, and which mentions mean the same actor."""

from analysis.actors.linking import link_actors
from analysis.actors.mentions import find_mentions

__all__ = ["find_mentions", "link_actors"]

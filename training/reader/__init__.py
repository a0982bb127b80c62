"""Trains the reader: one small network that is to find statements, names, acting places and positions in place of rules."""

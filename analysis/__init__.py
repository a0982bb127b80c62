"""Standpoint reads news and political text: who speaks, what they say, about whom and what, and where they stand."""

"""The commands of `python -m analysis`; heavy modules are imported when a command runs, so that --help does not wait for them."""

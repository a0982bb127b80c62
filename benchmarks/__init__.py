"""Measures the package: `quality` against public gold, `speed` against peers. Nothing in `analysis/` imports it."""

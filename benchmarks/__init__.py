"""Benchmarks: ratios of Turnus to a plain application and to limits, both sides measured in one go.

Never a test: `make bench` runs them, `docs/benchmarks.md` tells how to read them.
"""

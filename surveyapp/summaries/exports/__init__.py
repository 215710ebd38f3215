"""A round as tables for other programs: what stands in them, not how a file is written."""

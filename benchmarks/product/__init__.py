"""Turnus itself as a side: a programme that asks the forty questions, its links, and many stored reports."""

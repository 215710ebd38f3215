"""Turnus: periodic coordinator reporting, from the planned round to the comparative summary."""

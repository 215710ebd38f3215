"""The numbered pages."""

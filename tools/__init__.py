"""What sets a checkout up: standard library only, since it runs before anything is installed."""

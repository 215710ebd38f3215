"""What tests stand on: real databases, a real SMTP server, a real browser, and guards against all else."""

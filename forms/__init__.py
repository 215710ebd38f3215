"""What is asked and what counts as an answer, without web, database or clock."""

"""What is asked and what counts as an answer: questionnaires, answers, conditions and findings, without web, database or clock."""

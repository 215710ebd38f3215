"""One class per type of answer: what it asks, how it reads what was typed, how it is shown and counted."""

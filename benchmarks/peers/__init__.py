"""What Turnus is measured against: a plain application, a bare sketch of one, and an answer of one word."""

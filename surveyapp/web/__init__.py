"""The pages: one package per audience, and the edge that all of them share."""

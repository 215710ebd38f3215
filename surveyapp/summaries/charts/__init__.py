"""Pictures of figures: frozen values in, accessible SVG out.

Each picture has a title and a description in words, says everything by pattern as well as by colour, carries
no style attribute, and draws no two texts over each other. Beside it the page shows the same numbers as a
table.
"""

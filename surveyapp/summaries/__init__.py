"""What a round's reports say together: counted, put into sentences, each figure with its base and its units.

Pure: frozen values and frames in, values out. Only modules of this package import pandas.
"""

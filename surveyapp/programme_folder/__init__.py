"""A programme as a folder of files.

Read whole, or refused with every fault, its file, its line and its reason.
"""

from surveyapp.programme_folder.reader import read_folder
from surveyapp.programme_folder.values import Fault, FolderFaults, ProgrammeFolder

__all__ = ["Fault", "FolderFaults", "ProgrammeFolder", "read_folder"]

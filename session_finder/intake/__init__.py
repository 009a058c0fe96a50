"""Read an organizer's file into a Programme. Mistakes in the file become Problems with a place and advice."""

from session_finder.intake.model.account import Account
from session_finder.intake.model.problems import Level, Problem
from session_finder.intake.reading import Reading, read_programme

__all__ = ["Account", "Level", "Problem", "Reading", "read_programme"]

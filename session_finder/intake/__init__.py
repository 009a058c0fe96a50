"""Bytes to a Programme, or to a list of Problems that say where and what to do. Never a traceback."""

from session_finder.intake.model.problems import Level, Problem
from session_finder.intake.reading import Reading, read_programme

__all__ = ["Level", "Problem", "Reading", "read_programme"]

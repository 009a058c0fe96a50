"""Tables as organizers' tools write them, from text in a test."""

from session_finder.intake.files.csv_table import csv_table
from session_finder.intake.model.sources import Source


def table(text, name="programme"):
    """The table of a CSV text."""
    return csv_table(text.lstrip("\n"), name)


def source(*texts):
    """An opened file: the first text's table, and the others beside it."""
    return Source("programme.csv", tuple(map(table, texts)))


def levels(extract):
    """Level and line of each problem."""
    return [(problem.level, problem.line) for problem in extract.problems]

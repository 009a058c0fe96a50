"""Organizers' files, each read in a child process: what a hostile one breaks is its own process and nobody's search."""

from session_finder.uploads.subprocess_reader import lines_around, read_upload, warm
from session_finder.uploads.wire_format import Files, Near, Request

__all__ = ["Files", "Near", "Request", "lines_around", "read_upload", "warm"]

"""Read each organizer's file in a child process, so that a hostile file breaks only its own process."""

from session_finder.uploads.subprocess_reader import lines_around, read_upload, warm
from session_finder.uploads.wire_format import Files, Near, Request

__all__ = ["Files", "Near", "Request", "lines_around", "read_upload", "warm"]

"""Filters of the find page and the timetable."""

"""Filters beside the search box and above the timetable."""

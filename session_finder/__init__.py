"""Session Finder: type an interest, get the three conference sessions that fit, and why."""

__version__ = "0.1.0"

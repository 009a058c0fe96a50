"""The header of every page: the conference, navigation, clock and language."""

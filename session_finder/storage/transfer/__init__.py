"""Copying one store into another, backup and restore."""

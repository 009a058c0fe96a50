"""Programmes in a folder on disk."""

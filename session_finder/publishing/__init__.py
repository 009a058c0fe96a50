"""Versions of a programme: what changed, stable ids, publish and roll back."""

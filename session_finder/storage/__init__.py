"""Stores of programmes and vectors: implementations of the protocols in ``domain.library``."""

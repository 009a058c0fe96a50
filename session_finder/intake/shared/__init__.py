"""Shared by several format readers: headers, JSON access, persons, breaks, states, categories."""

"""Japanese: polite (です, ます)."""

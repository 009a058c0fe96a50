"""The find page and the search across all conferences."""

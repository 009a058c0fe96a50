"""Texts and vectors: models, encoding, caching, ranking. Knows nothing of conferences, files or Streamlit."""

"""Index and scoring: passages, BM25, vectors, late interaction, calibration, evidence, duplicates."""

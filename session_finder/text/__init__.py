"""Texts and their words: folding, tokens, stems, stop words, and vocabulary. Knows nothing of conferences."""

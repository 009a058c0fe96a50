"""Judged sets, baselines and measures."""

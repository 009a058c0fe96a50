"""Embedding models: cards, weights, the hub, encoders (torch, OpenVINO), and the worker that batches."""

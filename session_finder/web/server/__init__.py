"""ASGI middleware and process tuning."""

"""The programme page and a session's page."""

"""How a session is shown: card, list item, times."""

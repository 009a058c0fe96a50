"""What we say about the plan. Programme texts never pass through here."""

"""What we say about what can be taken away. Programme texts never pass through here."""

"""What we say about the map. Programme texts never pass through here."""

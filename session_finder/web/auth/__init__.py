"""Sign-in of organizers."""

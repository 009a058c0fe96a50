"""The organizers' page."""

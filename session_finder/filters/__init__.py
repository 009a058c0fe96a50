"""What sessions can be filtered by, and how many each choice leaves."""

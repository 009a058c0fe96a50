"""The finder as a box in somebody else's page: a script for that page, and one for ours inside the box."""

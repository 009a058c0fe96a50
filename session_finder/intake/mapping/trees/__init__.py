"""JSON of any shape: its lists of objects, what refers to what, and the sessions in them."""

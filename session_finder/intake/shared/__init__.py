"""What the readers of several vendors' formats share."""

"""Which version of each conference is live in this process, and the finders in memory."""

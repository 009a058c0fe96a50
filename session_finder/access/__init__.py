"""Who may change what: organizers, the password, throttling, sign-ins."""

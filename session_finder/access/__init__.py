"""Access control: organizers, the password, throttling, sign-ins."""

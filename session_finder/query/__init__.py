"""From what somebody types to what they ask for: subject, times, exclusions, language."""

"""What we say about the timetable and a session's page. Programme texts never pass through here."""

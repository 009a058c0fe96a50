"""Generic readers: map the columns or keys of files from unknown tools to session fields."""

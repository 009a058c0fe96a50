"""Spanish: visitors are spoken to as "tú", as event apps do."""

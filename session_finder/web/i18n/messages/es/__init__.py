"""Spanish: visitors are addressed as "tú", as event apps do."""

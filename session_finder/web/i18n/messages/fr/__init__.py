"""French: visitors are spoken to as "vous"."""

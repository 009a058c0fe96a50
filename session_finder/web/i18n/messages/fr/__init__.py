"""French: visitors are addressed as "vous"."""

"""The service and the metrics of this process."""

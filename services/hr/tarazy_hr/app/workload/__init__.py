"""What is done about norms and figures of workload."""

"""Starting processes: the broker, the workers of one machine, or one process without a broker."""

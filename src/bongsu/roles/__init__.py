"""Lists of parts, one per process."""

"""Water-level sensors (수위계): readings, the alarm, and that a silent one is no all-clear."""

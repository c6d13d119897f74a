"""What every context stands on: clock, ids, failures, settings, database, bus, parts, geometry."""

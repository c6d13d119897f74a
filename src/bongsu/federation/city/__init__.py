"""The city at a glance: how far each district has come, how many cameras it has, and how its line stands."""

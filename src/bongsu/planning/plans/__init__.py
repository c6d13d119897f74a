"""Plans and their versions; a chosen plan becomes sites, step by step, until cameras stand in the registry."""

"""The simulated cameras, met by real clients."""

"""Our own alerts over HTTP."""

"""One folder per linked service, found as plug-ins."""

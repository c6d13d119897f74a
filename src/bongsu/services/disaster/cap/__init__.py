"""The Common Alerting Protocol, 1.2 (OASIS, 1 July 2010), and 1.1 for reading."""

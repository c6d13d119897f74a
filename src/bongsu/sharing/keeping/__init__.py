"""Agreements as they are kept: versions, signatures, signers' keys, suspensions, and the book that holds them in memory."""

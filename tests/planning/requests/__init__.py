"""Tests of planning.requests."""

"""Tests of trips and calls for help."""

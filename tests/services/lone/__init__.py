"""Tests of homes."""

"""Tests of what several services share."""

"""Tests of incidents from selective monitoring."""

"""Measures of planning: made districts and streets, our plans beside the plain alternatives."""

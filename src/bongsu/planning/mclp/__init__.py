"""Maximal covering location in its plain form, as the literature publishes it."""

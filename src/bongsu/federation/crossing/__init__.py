"""Calls that concern cameras of more than one centre: asked here, decided there, ended on both sides."""

"""Drawn scenes for cameras without clips: an alley by day, by night and in rain, and a crossing."""

"""Trails watch each other: this node cosigns what others show it, and asks others to cosign its own."""

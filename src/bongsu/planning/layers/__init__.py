"""Imported layers: child zones, bells, population, crime by area, the city's priority areas."""

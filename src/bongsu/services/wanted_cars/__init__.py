"""수배차량: plates that police look for."""

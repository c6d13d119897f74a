"""The city on one machine: a hub, three districts that are linked with it, and the catalogues of the others."""

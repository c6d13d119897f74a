"""`bongsu plan …`: siting, replacement, the plain problem of the literature, and the child process of the node."""

"""Heavy computing in a process of its own: the node never loads a solver."""

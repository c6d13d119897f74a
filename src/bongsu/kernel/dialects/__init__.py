"""What differs between the databases a node may stand on, so that no context has to ask which one it is."""

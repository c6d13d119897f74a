"""`bongsu doctor`: is this node well, and is it as hard to attack as it can be. One control is one small function."""

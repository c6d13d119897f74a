"""Pull, cache and deliver live pictures; cut them when their time is over."""

"""Each centre's cameras reach those entitled to them, by versions, and both sides prove by a digest that they agree."""

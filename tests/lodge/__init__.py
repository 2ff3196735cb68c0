"""A room that only the tests have: invented guests, their stays, and acts that need two persons."""

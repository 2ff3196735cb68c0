"""A room that only the tests have: invented travellers and letters of Utopia."""

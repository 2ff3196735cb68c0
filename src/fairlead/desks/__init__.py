"""One room per team. Desks never import one another."""

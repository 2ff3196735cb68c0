"""Where desks meet: typed events of one desk are connected to actions of another, here only."""

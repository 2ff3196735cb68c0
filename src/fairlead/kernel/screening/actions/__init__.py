"""Every change to a hit, one file for each kind of thing that is changed."""

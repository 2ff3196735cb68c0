"""Work that is done later, once, and is seen to be done."""

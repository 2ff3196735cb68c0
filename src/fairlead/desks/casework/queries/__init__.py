"""What the pages of casework show, one file per record. None of it changes anything."""

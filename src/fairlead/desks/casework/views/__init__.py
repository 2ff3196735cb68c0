"""The pages of casework, one file per record."""

"""The pages of reception, one file per record."""

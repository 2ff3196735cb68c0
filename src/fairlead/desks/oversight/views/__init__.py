"""The pages of those who inspect; one file for each kind of thing that is inspected."""

"""What a person types in a terminal: data on stdout, talk on stderr."""

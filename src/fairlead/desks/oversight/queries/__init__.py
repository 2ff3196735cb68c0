"""What those who watch over the house see of it. Nothing here opens an envelope or a payload."""

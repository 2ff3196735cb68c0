"""Cases, subjects and the decisions that persons take."""

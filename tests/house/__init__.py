"""Tests of the architecture itself: each rule is shown to hold, and shown to bite."""

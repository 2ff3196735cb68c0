"""Files, sealed under the keys of the records they belong to."""

"""What every machine interface shares: errors, pages, repeats and conditions."""

"""What people type at reception, one file per record."""

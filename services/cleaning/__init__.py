"""What people type about themselves, taken as they write it or refused with how to mend it."""

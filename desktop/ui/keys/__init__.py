"""Opening a key: file, password, and whose certificate it is. The password is never kept."""

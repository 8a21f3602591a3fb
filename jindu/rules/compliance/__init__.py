"""CMP: personal data, publicity and classified matter."""

"""CMP: personal data, publicity and secrecy."""

"""What fields and rules say of themselves: for people, for the documentation, for editors."""

"""What may be told of people: consents, small numbers."""

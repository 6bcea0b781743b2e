"""What a person or a profile says that columns mean, as text and back."""

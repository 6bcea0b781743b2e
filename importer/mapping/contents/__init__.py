"""What the cells of a column look like, whatever its heading says."""

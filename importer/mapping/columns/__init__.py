"""One column: its heading confirmed or refuted by its cells, with a score and a reason."""

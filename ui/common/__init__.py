"""Parts that every place of the window is built from."""

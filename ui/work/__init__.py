"""Work that the window waits for without standing still."""

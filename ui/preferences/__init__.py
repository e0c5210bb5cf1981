"""What the owner may set: where the shop is kept, and how the program works."""

"""The Import place: what was pasted or dropped, and each product as it will be sold."""

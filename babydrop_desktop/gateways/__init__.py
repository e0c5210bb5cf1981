"""The world outside, each part behind a Protocol of services/ports.py."""

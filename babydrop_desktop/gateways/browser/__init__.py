"""The owner's own browser as a way to an item's page: started when needed, lent, always ended."""

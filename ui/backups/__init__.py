"""The shop's memory: its copies, what they hold, going back, and a shop whose file is lost."""

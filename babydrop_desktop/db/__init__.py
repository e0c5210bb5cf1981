"""The shop's memory: the storefront's tables, ours, and the questions asked of them."""

"""The Needs you place: what is late, broken or about to lose money, and the one next step."""

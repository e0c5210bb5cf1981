"""The Fulfillment place: every order by where it stands, and one order whole."""

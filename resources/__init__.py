"""Icons, fonts and the demo shop, found alike in a checkout, a wheel and a frozen program."""

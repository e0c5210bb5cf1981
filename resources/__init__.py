"""Icons, fonts, styles and the demo shop. Found alike in a checkout, a wheel and a frozen program."""

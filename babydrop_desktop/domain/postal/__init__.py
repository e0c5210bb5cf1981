"""Makes a customer's address one that AliExpress takes, and says what was changed and is wrong."""

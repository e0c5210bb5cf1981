"""How the program looks: tokens, fonts, icons, palette and style sheet, light and dark."""

"""What a curator is helped with: words found in the texts, and rows drafted from them."""

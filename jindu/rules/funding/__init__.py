"""FND: sources that cover the expenses and may pay them."""

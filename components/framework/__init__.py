"""What the book says, as tables: records, the catalogue that reads them, and the parameters of every method."""

"""What is entered on each page, drawn and bound to the log."""

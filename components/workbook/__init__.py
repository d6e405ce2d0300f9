"""Paper and Excel: the plan that a council can sign."""

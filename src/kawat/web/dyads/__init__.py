"""What the pages on dyads ask of a desk: whose relation in which period, how it is measured, what shows it."""

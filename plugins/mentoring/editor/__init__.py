"""The form editor: a local page, a form of every kind of card, and saving that changes nothing else."""

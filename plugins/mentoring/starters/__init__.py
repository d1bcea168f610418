"""A new card, a new school: what is asked, what is written."""

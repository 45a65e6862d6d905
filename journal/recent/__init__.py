"""What happened lately, as rows of `/journal/` and of the life of one site."""

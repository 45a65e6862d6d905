"""What readers are shown of a site’s journal, and what the one who writes in it is proposed."""

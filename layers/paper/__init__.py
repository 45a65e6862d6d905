"""A site on paper: what its reader asks to print, and the drawings of it."""

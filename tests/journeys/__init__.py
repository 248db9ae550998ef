"""What only shows when the forum really runs, in processes of its own."""

"""Role-based access: decided here and nowhere else."""

"""Running the forum: the worker, and what an operator looks at."""

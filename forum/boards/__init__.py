"""Sections and boards: where threads stand, who may see them, who may write."""

"""Benchmarks: what pages cost, beside a bare Flask answer of the same size in the same run."""

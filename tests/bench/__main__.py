"""`make bench`: what each page costs on SQLite and on PostgreSQL, beside a bare Flask answer in the same run."""

import argparse
from collections.abc import Iterator

from tests.bench import tables
from tests.bench.machine import machine
from tests.bench.running import Run, measured
from tests.bench.scratch import REDIS, empty_redis, why_not_postgresql
from tests.bench.shape import Shape


def main() -> None:
    """Measure on each engine that is there, print the figures, and keep them as JSON."""
    options = _options()
    print(machine())
    if not REDIS:
        print("Without Redis: FORUM_BENCH_REDIS names none, so limits and jobs are in the database and in SQLite.")
    with empty_redis() as redis_url:
        for on_postgresql in engines(options.engine):
            shape = Shape(options.posts)
            figures = measured(Run(on_postgresql, shape, options.requests, options.port, redis_url))
            print("\n" + tables.markdown(figures))
            tables.keep(figures, f"bench-results/pages-{'postgresql' if on_postgresql else 'sqlite'}.json")


def engines(wanted: str) -> Iterator[bool]:
    """Whether it is PostgreSQL, for each engine that is wanted and there; says why one is left out."""
    if wanted in ("both", "sqlite"):
        yield False
    if wanted in ("both", "postgresql"):
        if fault := why_not_postgresql():
            print(f"Skipped PostgreSQL: {fault}")
        else:
            yield True


def engine_option(parser: argparse.ArgumentParser) -> None:
    """The option for that."""
    parser.add_argument("--engine", choices=("both", "sqlite", "postgresql"), default="both")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    engine_option(parser)
    parser.add_argument("--posts", type=int, default=Shape().posts)
    parser.add_argument("--requests", type=int, default=300, help="counted requests a page")
    parser.add_argument("--port", type=int, default=8765)
    return parser.parse_args()


if __name__ == "__main__":
    main()

"""`make bench-scale`: what each page costs in forums of several sizes, and how that grows."""

import argparse
from typing import Any

from tests.bench import tables
from tests.bench.__main__ import engine_option, engines
from tests.bench.machine import machine
from tests.bench.running import ENGINES, INDEXED_UP_TO, Run, measured
from tests.bench.scratch import empty_redis
from tests.bench.shape import Shape

SIZES = (10_000, 100_000, 1_000_000)


def main() -> None:
    """Measure each size on each engine that is there; print how the costs stand to each other, keep them as JSON."""
    options = _options()
    print(machine())
    with empty_redis() as redis_url:
        for on_postgresql in engines(options.engine):
            sizes = list[dict[str, Any]]()
            for posts in options.sizes:
                run = Run(on_postgresql, Shape(posts), options.requests, options.port, redis_url, options.index)
                sizes.append(measured(run))
                print(f"{ENGINES[on_postgresql]}, {posts:,} posts: {tables.told_of_loading(sizes[-1])}", flush=True)
                tables.keep(sizes, f"bench-results/scale-{'postgresql' if on_postgresql else 'sqlite'}.json")
            print("\n" + tables.growth(sizes))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    engine_option(parser)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="posts")
    parser.add_argument("--requests", type=int, default=150, help="counted requests a page")
    parser.add_argument("--index", action="store_true", help=f"index over {INDEXED_UP_TO:,} posts, too")
    parser.add_argument("--port", type=int, default=8775)
    return parser.parse_args()


if __name__ == "__main__":
    main()

"""A process that reads the index and does nothing else: prints how much memory that takes."""

import json
import sys

from forum import create_app
from forum.search.place import index
from tests.bench.search.alone import question_of
from tests.bench.search.kinds import KINDS
from tests.bench.server import own_memory_mb


def main() -> None:
    """Open the index that the settings given as JSON lead to, ask each kind of query, print the figures as JSON."""
    with create_app(json.loads(sys.argv[1])).app_context():
        before = own_memory_mb()
        index.find(question_of("nothing"), 0, 20)
        opened = own_memory_mb()
        for text in KINDS.values():
            index.find_threads(question_of(text), 0, 20)
        asked = own_memory_mb()
    figures = {"before": before, "with the index open": opened, "after each kind of query": asked}
    print(json.dumps({f"MB of a reader (PSS), {when}": round(memory, 1) for when, memory in figures.items()}))


if __name__ == "__main__":
    main()

"""The machine that figures come from, in words: they say nothing without it."""

import os
import platform
import sqlite3
from pathlib import Path


def machine() -> str:
    """Processors, memory, system and versions, and how busy the machine was when it was asked."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return ", ".join(
        (
            f"{os.cpu_count()} processors ({_model()})",
            f"{memory:.0f} GB of memory",
            f"{platform.system()} {platform.machine()}",
            f"Python {platform.python_version()}",
            f"SQLite {sqlite3.sqlite_version}",
            f"{busy()} at the beginning",
        )
    )


def busy() -> str:
    """How busy the machine is, as the mean number of processes that run or wait to run in the last minute."""
    return f"load {os.getloadavg()[0]:.1f}"


def _model() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "unnamed")

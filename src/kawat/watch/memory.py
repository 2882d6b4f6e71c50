"""What a process that runs for months asks of the C library's allocator, so that its memory stays flat.

glibc keeps a pool of memory for every few threads and gives back little of it: pages that are fetched, parsed, coded and
committed on different threads leave pools that grow for hours. Two pools, and larger blocks given back as soon as they are free,
keep a watch at about half of that (docs/watch.md has the figures).
"""

from __future__ import annotations

import ctypes
import sys

# The parameters' numbers in glibc's malloc.h.
_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8
POOLS, BLOCK = 2, 1 << 18
"""Pools of memory for all threads, and from how many bytes on a block is given back when it is free."""


def keep_flat() -> bool:
    """Sets the allocator so; False where it is not glibc's, and nothing is changed."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        mallopt = ctypes.CDLL("libc.so.6").mallopt
    except (OSError, AttributeError):
        return False
    wanted = ((_ARENA_MAX, POOLS), (_MMAP_THRESHOLD, BLOCK), (_TRIM_THRESHOLD, BLOCK))
    taken = [mallopt(parameter, value) for parameter, value in wanted]
    return all(taken)

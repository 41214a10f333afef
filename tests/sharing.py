"""What one process of a test run has made, for all of them: whoever comes later waits for it and takes the same.

A run is a controller of xdist with its processes, or several runs of pytest where TEST_RUN names a folder for all.
"""

import fcntl
import os
import shutil
from pathlib import Path


def made_once(name, make):
    """The path that `make(path)` filled in whichever process of this run asked first."""
    made = Path(os.environ["TEST_RUN"]) / name
    made.parent.mkdir(exist_ok=True)
    with made.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            unfinished = made.with_suffix(".unfinished")
            shutil.rmtree(unfinished, ignore_errors=True)  # where somebody failed before
            unfinished.mkdir()
            make(unfinished)
            unfinished.rename(made)
    return made

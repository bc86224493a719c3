"""A process that is killed in the middle of its n-th change of a file in a folder."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]

DIES = """
import os, sys
where, at = os.path.realpath(sys.argv[1]), int(sys.argv[2])
count = 0
def watch(event, args):
    global count
    flags = 0
    if event == "open":
        path, flags = args[0], args[2] if isinstance(args[2], int) else 0
        if not flags & (os.O_WRONLY | os.O_RDWR):
            return
    elif event in ("os.rename", "os.remove", "os.link", "os.truncate", "os.chmod", "os.utime", "os.setxattr"):
        path = args[0]
    else:
        return
    if not isinstance(path, (str, bytes, os.PathLike)):
        return
    path = os.path.abspath(os.fsdecode(path))
    if os.path.dirname(path) != where:
        return
    count += 1
    if count == at:
        if flags & os.O_TRUNC and os.path.exists(path):
            os.truncate(path, os.path.getsize(path) // 3)  # as far as the writing had come
        os.kill(os.getpid(), 9)
sys.addaudithook(watch)
sys.argv = sys.argv[3:]
exec(sys.argv.pop(0))
"""


def dies_at(number: int, folder: Path, code: str, *arguments: object) -> bool:
    """Run Python code with these arguments; whether it lived until its n-th change and was killed there."""
    command = [sys.executable, "-c", DIES, str(folder), str(number), code, *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode in (0, -signal.SIGKILL), done.stderr
    return done.returncode != 0

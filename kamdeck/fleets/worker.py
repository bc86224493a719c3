"""A process that makes deck after deck: tasks come in on the one pipe, results go out on the other.

It is started as a program of its own, so that a script that calls the fleet needs no guard around its main
part, and none of the script is run again.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sys

from kamdeck.fleets.bench import Bench

COLLECT_EVERY = 20  # decks; collecting at every allocation costs a tenth of the time


def main() -> None:
    """Perform tasks until the pipe is closed, which it is when the program that started this one ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C reaches all processes: the first one decides
    incoming = sys.stdin.buffer
    outgoing = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not get between the results
    bench = Bench(pickle.load(incoming))
    pickle.dump(os.getpid(), outgoing)
    outgoing.flush()
    gc.collect()
    gc.freeze()
    gc.disable()
    done = 0
    while True:
        try:
            task = pickle.load(incoming)
        except EOFError:
            return
        result = bench.perform(task)
        try:
            pickle.dump(result, outgoing)
            outgoing.flush()
        except BrokenPipeError:
            os._exit(1)
        done += 1
        if done % COLLECT_EVERY == 0:
            gc.collect()


if __name__ == "__main__":
    main()

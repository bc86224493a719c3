"""The model-based test by hand: one round by its seed, or thousands of edits and what became of them.

python -m tests.refresh.model 1017 --variant plain --edits words_bold
python -m tests.refresh.model --torture 5000
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from tests.refresh.model import books, decks
from tests.refresh.model.judge import ALONG, CONFLICT, FALSELY, KEPT, LEFT, LOST, REPLACED, SILENT
from tests.refresh.model.rounds import ORDER, Order, Result, run, shrunk

STATES = (KEPT, REPLACED, LOST, CONFLICT, ALONG, LEFT, SILENT, FALSELY)
OFFICE_EVERY = 40  # one round in so many is saved by LibreOffice


def table(results: Iterable[Result]) -> str:
    """Counts of outcomes by kind, and of everything else that was wrong."""
    results = list(results)
    counts = Counter((o.edit.kind, o.state) for result in results for o in result.outcomes)
    width = max((len(kind) for kind, _ in counts), default=10)
    heads = [state.split(" by ")[0] for state in STATES]
    lines = [" ".join([f"{'':{width}}", *heads])]
    for kind in sorted({kind for kind, _ in counts}):
        lines.append(
            " ".join(
                [
                    f"{kind:{width}}",
                    *(f"{counts[kind, s] or '·':>{len(h)}}" for s, h in zip(STATES, heads, strict=True)),
                ]
            )
        )
    totals = [sum(counts[kind, s] for kind, _ in list(counts) if s == _) for s in STATES]
    lines.append(
        " ".join([f"{'all':{width}}", *(f"{n:>{len(h)}}" for n, h in zip(totals, heads, strict=True))])
    )
    others = Counter(fault.partition(":")[0] for result in results for fault in result.faults)
    crashes = sum(bool(result.crash) for result in results)
    lines.append(
        f"{len(results)} rounds, {sum(totals)} edits of {len({k for k, _ in counts})} kinds: "
        f"{counts_of(results, SILENT)} "
        f"lost silently, {counts_of(results, FALSELY)} falsely kept, {crashes} crashes or refusals; "
        + (", ".join(f"{n} x {what}" for what, n in others.items()) or "nothing else wrong")
    )
    return "\n".join(lines)


def counts_of(results: Iterable[Result], state: str) -> int:
    """How many edits ended so."""
    return sum(o.state == state for result in results for o in result.outcomes)


def command(order: Order) -> str:
    """How to run a round alone."""
    kinds = (
        ""
        if order.kinds == Order(order.seed, order.count).settled().kinds
        else f" --edits {','.join(order.kinds)}"
    )
    return (
        f"python -m tests.refresh.model {order.seed} --count {order.count} --variant {order.variant} "
        f"--base {order.base} --change {order.change}{kinds}"
    )


def torture(wanted: int, first: int) -> list[Result]:
    """Rounds until so many edits were judged; each that fails is told at once."""
    results: list[Result] = []
    seed = first
    while sum(len(result.outcomes) for result in results) < wanted:
        variant = "libreoffice" if seed % OFFICE_EVERY == OFFICE_EVERY - 1 else ""
        result = run(Order(seed, count=10 + seed * 7 % 31, variant=variant))
        results.append(result)
        if result.wrong:
            print(command(result.order), *result.wrong, sep="\n    ", flush=True)
        seed += 1
        if seed - first > wanted:
            break
    return results


def main() -> int:
    """Runs what the words ask for; 1 where something is wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.refresh.model")
    parser.add_argument("seed", type=int, nargs="?", default=1)
    parser.add_argument("--torture", type=int, metavar="EDITS")
    parser.add_argument("--count", type=int, default=25)
    parser.add_argument("--variant", choices=sorted(decks.VARIANTS), default="")
    parser.add_argument("--change", choices=sorted(books.CHANGES), default="")
    parser.add_argument("--base", type=int, default=-1)
    parser.add_argument("--edits", default="", help=f"kinds, with commas between: {', '.join(ORDER)}")
    parser.add_argument("--shrink", action="store_true", help="leave out the edits that are not needed")
    asked = parser.parse_args()
    if asked.torture:
        results = torture(asked.torture, asked.seed)
        print(table(results))
        return int(any(result.wrong for result in results))
    kinds = tuple(filter(None, asked.edits.split(",")))
    order = Order(asked.seed, asked.count, asked.variant, asked.base, asked.change, kinds)
    result = run(order)
    if result.wrong and asked.shrink:
        order = shrunk(order)
        result = run(replace(order))
    print(table([result]), command(result.order), *result.wrong, sep="\n")
    return int(bool(result.wrong))


if __name__ == "__main__":
    sys.exit(main())

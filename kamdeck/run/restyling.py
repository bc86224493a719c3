"""A deck moved to another master: its slides composed anew there, and what people changed in it kept."""

from __future__ import annotations

import os
from pathlib import Path

from kamdeck.errors import DeckError
from kamdeck.pptxio.files import DeckFile, replace_file, rewrite
from kamdeck.pptxio.lint import lint as faults_of
from kamdeck.pptxio.new_masters import has_masters, take_masters
from kamdeck.pptxio.package import Package
from kamdeck.pptxio.relaid import relaid
from kamdeck.pptxio.shipped import shipped_master
from kamdeck.pptxio.template import open_template
from kamdeck.record import replace
from kamdeck.report import Report
from kamdeck.run.intake import read_for
from kamdeck.run.known import KnownDeck
from kamdeck.run.links import link
from kamdeck.run.making import Made, Order, Tell, report_of, today, with_sources
from kamdeck.run.renewing import broken, renewed
from kamdeck.text import Say


def restyle(
    deck: Path, template: Path | None, output: Path | None, order: Order, say: Say, tell: Tell
) -> Report | None:
    """What became of a deck on the master of a template (None: the shipped one), written in its place with a
    backup, or to `output`; None where it stands on that master already, and nothing is written.

    Raises: DeckError, TemplateError, WorkbookError, KamdeckError.
    """

    def work(file: DeckFile) -> Report | None:
        made = _made(file.data, deck, output or deck, template, order, say, tell)
        if made is None:
            return None
        if order.is_dry:
            return made.report
        backup = file.replace(made.data) if output is None else replace_file(output, made.data)
        return replace(made.report, backup=str(backup or ""))

    report = rewrite(deck, work)
    if isinstance(order.workbook, Path) and not order.is_dry:
        link((path, (output or deck).parent) for path in read_for(order.workbook, order.mapping, say))
    return report


def _made(
    old: bytes | None, deck: Path, target: Path, template: Path | None, order: Order, say: Say, tell: Tell
) -> Made | None:
    if old is None:
        raise DeckError(say("run.no_file", name=deck))
    known = KnownDeck.open(old, say, deck.name)
    source = open_template(template)[1] if template else shipped_master()[1]
    if has_masters(known.package, source):
        return None
    package = known.again()
    take_masters(package, source)
    choice = replace(known.choice, template=os.fspath(template) if template else None)
    staged = replace(known, package=package, ledger=None, choice=choice, memo={})
    found = today(staged, target, with_sources(known, deck, order, say), say, tell)
    tell("write", target.name)
    spec = found.composition.spec
    ledger = relaid(
        package, known.package, (dict(known.manifest), known.ledger), spec, (known.master, staged.master)
    )
    data = package.save_bytes()
    ready = replace(staged, data=data, package=Package.open(data, known.name), ledger=ledger, memo={})
    _refuse_broken(ready.package, known.package, say)
    result = renewed(ready, spec, say, is_anew=True)
    return Made(result.data, report_of(found.composition, found.problems, result), found.composition)


def _refuse_broken(moved: Package, was: Package, say: Say) -> None:
    """Nothing, if laying the slides on the new master made no fault; those of a template are its own.

    Raises: DeckError.
    """
    known = faults_of(was)
    slides = f"{moved.main_part.rpartition('/')[0]}/slides/"
    new = [fault for fault in faults_of(moved) if fault.part.startswith(slides) and fault not in known]
    if new:
        raise broken(new, say)

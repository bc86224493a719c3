"""Findings about accounts and what they buy: key accounts, losses, white space."""

from __future__ import annotations

from collections.abc import Sequence

from kamdeck.analysis.identification import Screened
from kamdeck.analysis.profit import Matrix, Place, make_matrix, year_of
from kamdeck.figures.advice import next_key_account
from kamdeck.figures.identified import SHEETS, read_screen, revenue_base, testable
from kamdeck.figures.spaces import read_spaces
from kamdeck.layout.titles import Titles, always, when, wordings
from kamdeck.traced import fsum
from kamdeck.views.summary.findings import Desk, Evidence, Finding, Part

_HEAVY_LOSS = 0.25  # losses as a share of what the other cells earn
_MOST_NAMED = 4


# ------------------------------------------------------------------ key accounts


# by how many accounts qualify
KEYS: Titles[int] = wordings(
    lambda _: {},
    when(lambda n: n > 0, "summary.key_accounts.title"),
    when(always, "summary.key_accounts.nobody"),
)


def key_accounts(desk: Desk) -> Finding | None:
    """Who qualifies by the tests, and what they weigh; None without tests or revenue."""
    ctx, say = desk.ctx, desk.ctx.say
    screen = read_screen(ctx)
    if screen is None or (total := revenue_base(ctx)) <= 0:
        return None
    keys, candidates, count = screen.of("key"), screen.of("candidate"), len(testable(ctx))
    share = fsum(row.revenue for row in keys) / total
    n = len(keys)
    words = {"words": say.words(n, capital=True), "share": say.percent(share)}
    steps = (
        ("all", count),
        ("screened", len(screen.rows)),
        ("candidates", n + len(candidates)),
        ("key", n),
    )
    parts = tuple(
        Part(
            key,
            say(f"summary.key_accounts.step.{key}"),
            value,
            say.number(value),
            "tier_a" if key == "key" else "tier_c",
        )
        for key, value in steps
    )
    used = dict.fromkeys(("identification", *(SHEETS[test.measure] for test in screen.tests)))
    return Finding(
        key="key_accounts",
        figure=say("summary.of", n=n, all=count),
        heads=KEYS(say, n, n=n, **words),
        lines=_key_lines(desk, keys),
        call="unknown" if keys else "watch",
        evidence=Evidence(
            "columns",
            say("summary.key_accounts.head"),
            parts,
            say("summary.key_accounts.alt", steps=", ".join(f"{p.name} {p.text}" for p in parts)),
        ),
        sheets=tuple(sheet for sheet in used if sheet in dict(ctx.book.titles)),
        rule=say("summary.key_accounts.rule"),
        cells=((say("summary.cells.tests"), [test.at for test in screen.tests]),),
    )


def _key_lines(desk: Desk, keys: Sequence[Screened]) -> tuple[str, ...]:
    """The key accounts by name, and what the next account lacks; with short names where it is too long."""
    say = desk.ctx.say
    following = next_key_account(desk.ctx)
    found, tail = [], ""
    for name, most in (
        (desk.name, _MOST_NAMED),
        (desk.ctx.short, _MOST_NAMED),
        (desk.name, 2),
        (desk.name, 1),
    ):
        if following is not None and following.lacking:
            n = following.lacking
            tail = say("summary.key_accounts.short", name=name(following.account), n=n, words=say.words(n))
        listed = ", ".join(name(row.account) for row in keys[:most])
        if len(keys) > most:
            listed = say("summary.key_accounts.more", names=listed, n=len(keys) - most)
        found.append(" ".join(filter(None, (say("summary.clause", text=listed) if listed else "", tail))))
    return tuple(dict.fromkeys((*found, tail)))


# ------------------------------------------------------------------ losses


def losses(desk: Desk) -> Finding | None:
    """The cells of the profit matrix that lose money; None without losses."""
    ctx, say, book = desk.ctx, desk.ctx.say, desk.ctx.book
    year = year_of(book.profit, ctx.years[-1] if ctx.years else None)
    matrix = make_matrix(book.profit, book.settings, year)
    if matrix is None or not matrix.losses:
        return None
    n, lost = len(matrix.losses), -matrix.lost
    earned = matrix.total + lost
    worst = matrix.losses[0]
    head = say(
        "summary.losses.title",
        n=n,
        words=say.words(n, capital=True),
        all=say.number(matrix.count),
    )
    fields = {
        "cell": matrix.name(worst),
        "family": matrix.families[worst[1]] or say("summary.losses.further"),
        "sum": say.money(-matrix.sum_of((worst,))),
        "profit": say.money(matrix.total),
    }
    cost = say("summary.losses.cost", **fields)
    return Finding(
        key="losses",
        figure=say.money(-lost),
        heads=(head,),
        lines=(f"{cost} {say('summary.losses.worst', **fields)}", cost),
        call="risk" if earned <= 0 or lost >= _HEAVY_LOSS * earned else "watch",
        evidence=Evidence(
            "bar", say("summary.losses.head"), _loss_parts(desk, matrix), say("summary.losses.alt", head=head)
        ),
        sheets=("profit",),
        rule=say("summary.losses.rule"),
        cells=((say("summary.cells.profit"), [row.at for row in book.profit]),),
    )


def _loss_parts(desk: Desk, matrix: Matrix) -> tuple[Part, ...]:
    """The two largest losses and all others."""
    say = desk.ctx.say
    looks = (("risk", "paper"), ("risk_mid", "ink"), ("risk_light", "ink"))
    most = 3 if len(matrix.losses) == 3 else 2
    rest = matrix.losses[most:]
    cells: list[tuple[str, str, tuple[Place, ...]]] = [
        (f"cell:{matrix.name(place)}", matrix.name(place), (place,)) for place in matrix.losses[:most]
    ]
    if rest:
        cells.append(("others", say("summary.others", n=len(rest)), rest))
    return tuple(
        Part(key, name, -matrix.sum_of(places), say.money(-matrix.sum_of(places)), fill, ink)
        for (key, name, places), (fill, ink) in zip(cells, looks, strict=False)
    )


# ------------------------------------------------------------------ white space


def whitespace(desk: Desk) -> Finding | None:
    """What is still open at the account with the largest white space; None without any."""
    ctx, say = desk.ctx, desk.ctx.say
    spaces = [space for space in read_spaces(ctx) if space.map.whole.open > 0]
    if not spaces:
        return None
    space = max(spaces, key=lambda each: each.map.whole.open)
    whole, name = space.map.whole, desk.name(space.map.account)
    used = whole.penetration or 0.0
    head = say("summary.whitespace.title", name=name, share=say.percent(used))
    widest = space.map.widest()
    lines = []
    if widest is not None:
        amount = say.money(space.map.products[widest].open)
        lines.append(say("summary.whitespace.widest", product=widest, sum=amount))
    shown = (
        ("used", whole.used, "tier_a", "paper"),
        ("proposed", whole.proposed, "tier_b", "paper"),
        ("open", whole.open - whole.proposed, "tier_c", "ink"),
    )
    parts = tuple(
        Part(key, say(f"summary.whitespace.part.{key}"), value, say.money(value), fill, ink)
        for key, value, fill, ink in shown
        if value > 0
    )
    return Finding(
        key="whitespace",
        figure=say.money(whole.open),
        heads=(head, say("summary.whitespace.brief", share=say.percent(used))),
        lines=tuple(lines) or ("",),
        call="unknown" if used >= 0.5 else "watch",
        evidence=Evidence(
            "bar", say("summary.whitespace.head"), parts, say("summary.whitespace.alt", head=head)
        ),
        sheets=("whitespace",),
        rule=say("summary.whitespace.rule"),
        cells=(
            (
                say("summary.cells.whitespace"),
                [row.at for row in ctx.book.whitespace if row.account == space.map.account],
            ),
        ),
    )

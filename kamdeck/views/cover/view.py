"""The cover: title, whom it is for, and the accounts as a skyline."""

from __future__ import annotations

from collections.abc import Sequence

from kamdeck.analysis.abc import revenue_table
from kamdeck.analysis.pareto import Pareto, rank_accounts
from kamdeck.deck.spec import EMU, Box, Connector, Element, Group, Line, Para, Run, SlideSpec, Text
from kamdeck.figures.context import Context
from kamdeck.figures.counted import read_key_accounts
from kamdeck.layout.marks import notes
from kamdeck.layout.page import placeholder
from kamdeck.layout.titles import Fields, Titles, always, when, wordings
from kamdeck.text.measure import clip, line_height, shorten, width, wrap
from kamdeck.views.cover.company import Words, company_cover
from kamdeck.views.cover.skyline import MOST, lay_out, make_chart, make_label
from kamdeck.views.place import find_place
from kamdeck.views.view import ACCOUNT, NEVER, REVIEW, View

KEY = "cover"
_LEFT = round(0.75 * EMU)
_TITLE_SIZE, _TITLE_ROOM = 40.0, round(6.67 * EMU)
_TITLE_TOP = round(2.14 * EMU)
_SUBTITLE_SIZE, _SUBTITLE_TOP = 17.0, round(3.87 * EMU)
_FIELD_TOP, _FIELD_HIGH = round(5.35 * EMU), round(0.48 * EMU)
_FIELD_PAD, _FIELD_GAP = round(0.145 * EMU), round(0.26 * EMU)
_FIELDS_END = round(10.05 * EMU)
_NAME_SIZE, _VALUE_SIZE = 10.0, 12.0


def build(ctx: Context) -> tuple[SlideSpec, ...]:
    """One slide, always; without revenue it has no columns, and what rests on errors is left out."""
    found = ctx.aside("cover", lambda: _rank(ctx)) or rank_accounts({}, 0)
    if ctx.frame.cover is not None:
        words = Words(
            _title_words(ctx),
            _subtitle(ctx, found),
            ctx.book.settings.company or "",
            {key: text for key, _, text in _known_fields(ctx)},
        )
        teal = _teal(ctx, found) if found.accounts else ""
        return (_slide(ctx, company_cover(KEY, ctx, ctx.frame.cover, words, found, teal)),)
    title, subtitle = _title(ctx), _subtitle(ctx, found)
    company = clip(ctx.book.settings.company or "", 13, round(8 * EMU), 1, True)
    fields = _fields(ctx)
    taken = [_title_box(title, subtitle), *([_fields_box(fields)] if fields else [])]
    elements: list[Element] = []
    if found.accounts:
        teal = _teal(ctx, found)
        skyline = lay_out(found, taken, ctx.subject)
        elements.append(make_chart(KEY, ctx, found, skyline, teal))
    if company:
        elements.append(placeholder(KEY, "company", company))
    elements.append(placeholder(KEY, "title", title))
    if subtitle:
        elements.append(placeholder(KEY, "subtitle", subtitle))
    if fields:
        elements.append(_field_row(fields))
    if found.accounts:
        elements += make_label(KEY, ctx, found, skyline, teal, taken)
    return (_slide(ctx, tuple(elements)),)


def _slide(ctx: Context, elements: tuple[Element, ...]) -> SlideSpec:
    cells = ctx.aside("cover cells", lambda: _cells(ctx))
    named = [(ctx.say("cover.cells", year=ctx.say.year(ctx.year)), cells)] if cells else []
    return SlideSpec(KEY, "cover", elements, notes(ctx.say, cells=named))


def _cells(ctx: Context) -> list[str]:
    return [r.at for r in ctx.book.revenue if ctx.years and r.year == ctx.year and r.revenue is not None]


VIEW = View(
    KEY,
    (),
    build,
    packs=(ACCOUNT, REVIEW),
    is_shared=True,
    finding=NEVER,
    cites=("revenue", "accounts", "account_revenue"),
    is_frame=True,
)


def _rank(ctx: Context) -> Pareto:
    table = revenue_table(ctx.book.revenue, ctx.years[-1:])
    year = ctx.year if ctx.years else 0
    return rank_accounts(table, year, ctx.book.settings.pareto_threshold)


# ------------------------------------------------------------------ words


def _focus(ctx: Context) -> str | None:
    """The account that the account-plan slides are about."""
    return ctx.account or ctx.book.settings.focus_account


def _teal(ctx: Context, found: Pareto) -> str:
    """The account in the accent colour: the focus account where its column is shown, else the largest."""
    focus = _focus(ctx)
    shown = found.accounts if ctx.subject else found.accounts[:MOST]
    return focus if focus in shown else found.accounts[0]


def _has_plan(ctx: Context) -> bool:
    """Whether the deck has a slide about the focus account."""
    return _focus(ctx) is not None and any(view.is_plan for view in ctx.shown)


def _title(ctx: Context) -> str:
    """The title in our own room; at most two lines, an account's name on its own."""
    text = _title_words(ctx)
    if ctx.part or (ctx.account and ctx.pack != REVIEW):
        text = _broken(text)
    return _even(clip(text, _TITLE_SIZE, _TITLE_ROOM, 2, True))


def _is_of_account(ctx: Context) -> bool:
    return bool(ctx.account) and ctx.pack != REVIEW


def _fields_of_title(ctx: Context) -> Fields:
    return {
        "name": ctx.short(ctx.account) if ctx.account and _is_of_account(ctx) else (ctx.part or ("", ""))[1]
    }


TITLES: Titles[Context] = wordings(
    _fields_of_title,
    when(lambda ctx: _is_of_account(ctx) and ctx.is_outside, "place.outside"),
    when(_is_of_account, "cover.title_account"),
    when(lambda ctx: ctx.part is not None, "cover.title_part"),
    when(_has_plan, "cover.title"),
    when(always, "cover.title_portfolio"),
)


def _title_words(ctx: Context) -> str:
    """The workbook's own title where the deck is of all accounts, else one for what the deck shows."""
    is_of_all = ctx.part is None and not _is_of_account(ctx)
    return (is_of_all and ctx.book.settings.deck_title) or TITLES(ctx.say, ctx)[0]


def _even(title: str) -> str:
    """A title of two lines with its break where the longer line is shortest."""
    lines = wrap(title, _TITLE_SIZE, _TITLE_ROOM, True)
    words = title.split(" ")
    if len(lines) != 2 or "\v" in title:
        return title
    halves = [(" ".join(words[:n]), " ".join(words[n:])) for n in range(1, len(words))]
    first, rest = min(halves, key=lambda half: max(width(part, _TITLE_SIZE, True) for part in half))
    return title if (first, rest) == lines else f"{first}\v{rest}"


def _broken(title: str) -> str:
    """The title with the account's name on a line of its own, where it fits on one."""
    first, mark, rest = title.partition(": ")
    return (
        f"{first}{mark.rstrip()}\v{rest}" if mark and width(rest, _TITLE_SIZE, True) <= _TITLE_ROOM else title
    )


def _subtitle(ctx: Context, found: Pareto) -> str:
    say, focus = ctx.say, _focus(ctx)
    counted = ctx.aside("cover count", lambda: read_key_accounts(ctx))
    place = ctx.aside("cover place", lambda: find_place(ctx))
    n, nouns = (len(counted.accounts), counted.nouns(ctx)) if counted else (0, {})
    if ctx.is_outside:
        text = say("place.outside_subtitle")
    elif place:
        text = say("place.cover", **place.words())
    elif counted is None:
        return ""
    elif ctx.part:
        header, _, every = ctx.part
        text = say("cover.part", n=len(ctx.accounts), all=every, column=header)
    elif focus and _has_plan(ctx):
        name = ctx.short(focus)
        text = say("cover.only" if n == 1 else "cover.with_plan", n=n, name=name, **nouns)
    else:
        text = say("cover.accounts", n=n, **nouns)
    return clip(text, _SUBTITLE_SIZE, round(9 * EMU), 1)


def _fields(ctx: Context) -> list[tuple[str, str, str]]:
    """The fields in our own room, cut so that they fit on one row."""
    fields = _known_fields(ctx)
    room = _FIELDS_END - _LEFT - len(fields) * _FIELD_PAD - (len(fields) - 1) * _FIELD_GAP
    most = max((width(text, _VALUE_SIZE, True) for _, _, text in fields), default=0)
    while sum(_field_width(label, text, most) for _, label, text in fields) > room:
        most -= EMU // 20
    return [
        (key, label, shorten(text, _VALUE_SIZE, max(most, width(label, _NAME_SIZE)), True))
        for key, label, text in fields
    ]


def _known_fields(ctx: Context) -> list[tuple[str, str, str]]:
    """Key, label and value of the fields that the workbook fills."""
    say, chosen = ctx.say, ctx.book.settings
    given = [
        ("period", chosen.period or ("" if "revenue" in ctx.faulty else say.years(ctx.years))),
        ("manager", ctx.aside("cover manager", lambda: _manager(ctx)) or ""),
        ("date", say.date(ctx.as_of, "long") if ctx.as_of else ""),
        ("distribution", chosen.confidentiality or ""),
    ]
    return [(key, say(f"cover.{key}"), text) for key, text in given if text]


def _manager(ctx: Context) -> str:
    """The key account manager of the focus account, by Accounts where Settings names none."""
    if ctx.book.settings.key_account_manager and not ctx.account:
        return ctx.book.settings.key_account_manager
    focus = _focus(ctx)
    named = (row.manager for row in ctx.book.accounts if row.account == focus)
    return next(named, None) or ctx.book.settings.key_account_manager or ""


def _field_width(label: str, text: str, most: int) -> int:
    return max(width(label, _NAME_SIZE), min(width(text, _VALUE_SIZE, True), most))


def _field_places(fields: Sequence[tuple[str, str, str]]) -> list[tuple[int, int]]:
    """Left edge of each field's line, and the width of its text."""
    out, x = [], _LEFT
    for _, label, text in fields:
        wide = max(width(label, _NAME_SIZE), width(text, _VALUE_SIZE, True)) + 12_700
        out.append((x, wide))
        x += _FIELD_PAD + wide + _FIELD_GAP
    return out


def _fields_box(fields: Sequence[tuple[str, str, str]]) -> Box:
    x, wide = _field_places(fields)[-1]
    return Box(_LEFT, _FIELD_TOP, x + _FIELD_PAD + wide - _LEFT, _FIELD_HIGH)


def _title_box(title: str, subtitle: str) -> Box:
    """The box around title and subtitle as they are written."""
    lines = wrap(title, _TITLE_SIZE, _TITLE_ROOM, True)
    wide = max(width(subtitle, _SUBTITLE_SIZE), *(width(line, _TITLE_SIZE, True) for line in lines))
    return Box(_LEFT, _TITLE_TOP, wide, _SUBTITLE_TOP + line_height(_SUBTITLE_SIZE) - _TITLE_TOP)


def _field_row(fields: Sequence[tuple[str, str, str]]) -> Group:
    """The fields side by side, each behind a line."""
    children: list[Text | Connector] = []
    for (key, name, text), (x, wide) in zip(fields, _field_places(fields), strict=True):
        line = Line("cover_near", 1.0)
        children.append(
            Connector(
                f"{KEY}/fields/line:{key}", points=(x, _FIELD_TOP, x, _FIELD_TOP + _FIELD_HIGH), line=line
            )
        )
        paras = (
            Para((Run(name, _NAME_SIZE, None, "cover_text"),), after=4),
            Para((Run(text, _VALUE_SIZE, True, "paper"),)),
        )
        box = Box(x + _FIELD_PAD, _FIELD_TOP, wide, _FIELD_HIGH)
        children.append(Text(f"{KEY}/fields/{key}", paras, box, wrap=False, anchor="ctr"))
    told = ", ".join(f"{name} {text}" for _, name, text in fields)
    return Group(f"{KEY}/fields", tuple(children), alt=told)

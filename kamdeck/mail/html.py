"""The mail as HTML that every mail program shows the same: tables, inline styles, 600 pixels wide.

Outlook for Windows draws with Word: no CSS boxes, no max-width, no rounded corners; widths stand on table
cells and pictures, and a table of fixed width for it alone holds the rest. Dark mode changes the colors only
where a program says that it knows how; texts are dark enough for white and light enough to be inverted.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from unicodedata import bidirectional

from kamdeck.mail.letter import Letter, Picture, changes_head, picture_id

WIDE, PAD = 600, 24
INK, MUTED, TEAL, RULE, PAPER, GROUND = "#12264A", "#55657A", "#14776C", "#D8DFE9", "#FFFFFF", "#F4F6FA"
FONT = "font-family:Arial,Helvetica,sans-serif"

_PAGE = """<!DOCTYPE html>
<html lang="{lang}" dir="ltr" xmlns="http://www.w3.org/1999/xhtml">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark; supported-color-schemes: light dark; }}
@media (max-width: 620px) {{ .page {{ width: 100% !important; }} .picture {{ height: auto !important; }} }}
@media (prefers-color-scheme: dark) {{
  .ground {{ background: #10151d !important; }} .paper {{ background: #1a2230 !important; }}
  .ink {{ color: #eef2f8 !important; }} .muted {{ color: #b4c0d0 !important; }}
  .teal {{ color: #5fd0c3 !important; }}
}}
[data-ogsc] .ink {{ color: #eef2f8 !important; }} [data-ogsc] .muted {{ color: #b4c0d0 !important; }}
[data-ogsc] .teal {{ color: #5fd0c3 !important; }}
</style>
</head>
<body class="ground" style="margin:0;padding:0;background:{ground};">
<div style="display:none;font-size:1px;line-height:1px;max-height:0;overflow:hidden;mso-hide:all;">\
{preview}</div>
<table role="presentation" class="ground" width="100%" cellpadding="0" cellspacing="0" border="0" \
bgcolor="{ground}" style="background:{ground};">
<tr><td align="center" style="padding:16px 8px;">
<!--[if mso]><table role="presentation" width="{wide}" cellpadding="0" cellspacing="0" border="0">\
<tr><td><![endif]-->
<table role="presentation" class="page paper" width="{wide}" cellpadding="0" cellspacing="0" border="0" \
bgcolor="{paper}" style="width:{wide}px;max-width:100%;background:{paper};border:1px solid {rule};">
{rows}
</table>
<!--[if mso]></td></tr></table><![endif]-->
</td></tr></table>
</body>
</html>
"""


def html_text(letter: Letter) -> str:
    """The page, pictures referred to by their content ids."""
    say = letter.say
    rows = [_row(_words("h1", letter.heading, 22, INK, "ink", weight="bold"), top=24)]
    for block in letter.text.split("\n\n"):
        if block.strip():
            rows.append(_row(_words("p", block.strip(), 15, INK, "ink"), top=12))
    if letter.summary:
        rows += [_head(say("mail.summary")), _row(_list(letter.summary), top=8)]
    rows += [_picture(i, picture) for i, picture in enumerate(letter.pictures, 1)]
    if letter.changes is not None:
        rows += [_head(changes_head(letter)), _row(_list(letter.changes or (say("mail.no_changes"),)), top=8)]
    rows += [_row(_words("p", note, 13, MUTED, "muted"), top=16) for note in letter.notes]
    footer = _words("p", letter.footer, 12, MUTED, "muted") if letter.footer else ""
    rows.append(_row(footer, top=20, bottom=24))
    return _PAGE.format(
        lang=say.tag,
        title=escape(letter.subject),
        preview=escape(letter.summary[0] if letter.summary else letter.text.partition("\n")[0]),
        wide=WIDE,
        ground=GROUND,
        paper=PAPER,
        rule=RULE,
        rows="\n".join(rows),
    )


def direction(text: str) -> str:
    """rtl where the first letter with a direction is Hebrew, Arabic or the like, else ltr."""
    for letter in text:
        kind = bidirectional(letter)
        if kind in ("R", "AL"):
            return "rtl"
        if kind == "L":
            return "ltr"
    return "ltr"


def _words(
    tag: str, text: str, size: int, color: str, name: str, *, weight: str = "normal", above: int = 0
) -> str:
    """A heading or paragraph; line breaks of the text stay."""
    way = direction(text)
    side = "right" if way == "rtl" else "left"
    body = escape(text).replace("\n", "<br>\n")
    return (
        f'<{tag} class="{name}" dir="{way}" style="margin:{above}px 0 0 0;{FONT};font-size:{size}px;'
        f'line-height:{size * 3 // 2}px;font-weight:{weight};color:{color};text-align:{side};">{body}</{tag}>'
    )


def _head(text: str) -> str:
    """The heading of a part, under a rule."""
    rule = (
        f'<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr>'
        f'<td height="1" style="height:1px;line-height:1px;font-size:1px;border-top:1px solid {RULE};">'
        f"&nbsp;</td>"
        f"</tr></table>"
    )
    return _row(rule + _words("h2", text, 15, TEAL, "teal", weight="bold", above=12), top=20)


def _list(lines: Sequence[str]) -> str:
    """A real list, which screen readers announce; its indent is one that Outlook keeps too."""
    items = "".join(
        f'<li class="ink" dir="{direction(line)}" style="margin:0 0 6px 0;{FONT};font-size:15px;'
        f'line-height:22px;color:{INK};">{escape(line)}</li>\n'
        for line in lines
    )
    side = "right" if lines and direction(lines[0]) == "rtl" else "left"
    way = "rtl" if side == "right" else "ltr"
    return f'<ul dir="{way}" style="margin:0;padding:0;padding-{side}:22px;">\n{items}</ul>'


def _picture(place: int, picture: Picture) -> str:
    """A slide; its width stands in the tag, since Outlook knows no other."""
    wide = WIDE - 2 * PAD
    return _row(
        f'<img class="picture" src="cid:{picture_id(place)}" width="{wide}" alt="{escape(picture.alt)}" '
        f'border="0" style="display:block;width:100%;max-width:{wide - 2}px;height:auto;'
        f"border:1px solid {RULE};"
        f'{FONT};font-size:13px;color:{MUTED};">',
        top=18,
    )


def _row(content: str, *, top: int = 0, bottom: int = 0) -> str:
    return f'<tr><td class="paper" style="padding:{top}px {PAD}px {bottom}px {PAD}px;">{content}</td></tr>'

"""What lies on the rollout table: bars with their overruns, state marks, comments, the line of today."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kamdeck.analysis.rollout import Standing, State
from kamdeck.deck.spec import EMU, Box, Connector, Group, Line, Para, Run, Shape
from kamdeck.figures.judged import Status
from kamdeck.layout.status import SIDE as MARK
from kamdeck.layout.status import mark
from kamdeck.record import replace
from kamdeck.text.measure import line_height, shorten, width
from kamdeck.views.rollout.axis import Axis
from kamdeck.views.rollout.pages import PILL
from kamdeck.views.rollout.table import Place
from kamdeck.views.rollout.words import RolloutWords

LOOKS: dict[State, tuple[str, Status]] = {
    "done": ("tier_a", "done"),
    "on track": ("good", "good"),
    "at risk": ("watch", "watch"),
    "late": ("risk", "risk"),
    "planned": ("tier_c", "unknown"),
    "none": ("unknown", "unknown"),
}
_BAR_MAX, _NARROWEST = round(0.20 * EMU), round(0.04 * EMU)
_GAP = round(0.09 * EMU)
_COMMENT_LEAST = round(0.6 * EMU)


def state_mark(key: str, state: State, x: int, middle: int) -> Shape:
    """The mark of a state; the tick of what is done has the colour of its bar."""
    drawn = mark(key, LOOKS[state][1], x, middle)
    return replace(drawn, fill=LOOKS[state][0]) if state == "done" else drawn


class Bars:
    """The shapes of one slide's tasks, placed by date; `cut` has the notes that are shown shortened."""

    def __init__(
        self, view: str, words: RolloutWords, axis: Axis, places: Sequence[Place], status: int
    ) -> None:
        self.words = words
        self.axis = axis
        self.places = places
        self.cut: list[str] = []
        self._view, self._status = view, status
        self._follows = f"{view}/table"

    # -------------------------------------------------------------- marks and bars

    def marks(self) -> Group:
        """The state of each task as a shape of its own colour."""
        group, half = f"{self._view}/marks", self._status // 2 + MARK // 2
        children = [
            state_mark(f"{group}/{self.words.keys[id(stand)]}", stand.state, box.x - half, box.y + box.h // 2)
            for stand, box, _ in self.places
        ]
        return Group(group, tuple(children), self._follows, self.words.say("rollout.marks_alt"))

    def bars(self, alt: str) -> tuple[Group, ...]:
        """All bars; nothing where every task lies off the axis."""
        group = f"{self._view}/bars"
        children = tuple(shape for place in self.places for shape in self._bar(group, place))
        return (Group(group, children, self._follows, alt),) if children else ()

    def _bar(self, group: str, place: Place) -> Iterator[Shape]:
        """A task from its first to its planned last day; what it overruns as an outline after it."""
        stand, row, _ = place
        axis, task = self.axis, stand.task
        planned = max(task.due_on, task.start_on)
        last = stand.overruns or stand.ends
        if last < axis.start or task.start_on > axis.end:
            return
        tall = min(_BAR_MAX, row.h * 53 // 100)
        top, key = row.y + (row.h - tall) // 2, f"{group}/{self.words.keys[id(stand)]}"
        fill = LOOKS[stand.state][0]
        left, middle, right = axis.before(task.start_on), axis.after(planned), axis.after(last)
        if right - left < _NARROWEST:
            left, middle = min(left, axis.right - _NARROWEST), min(left, axis.right - _NARROWEST) + _NARROWEST
        if middle > left:
            geom, flip = self._end(task.start_on < axis.start, planned > axis.end)
            yield Shape(key, Box(left, top, middle - left, tall), geom, fill, flip_h=flip)
        if right > middle and stand.overruns:
            geom, flip = self._end(middle == axis.left, last > axis.end)
            color = "ink" if stand.state == "done" else fill
            box = Box(middle, top, right - middle, tall)
            yield Shape(f"{key}/overrun", box, geom, "paper", Line(color, 1.25), flip_h=flip)

    def _end(self, is_cut_left: bool, is_cut_right: bool) -> tuple[str, bool]:
        """The form of a bar: it ends in a point where the axis cuts it."""
        if is_cut_left and is_cut_right:
            return "hexagon", False
        return ("homePlate", is_cut_left) if is_cut_left or is_cut_right else ("rect", False)

    # -------------------------------------------------------------- comments

    def comments(self, today: int | None) -> tuple[Group, ...]:
        """New dates and notes beside the bars, where there is more room, clear of the line of today."""
        group = f"{self._view}/comments"
        made = (self._comment(group, place, today) for place in self.places)
        children = tuple(shape for shape in made if shape is not None)
        alt = self.words.say("rollout.comments_alt")
        return (Group(group, children, self._follows, alt),) if children else ()

    def _comment(self, group: str, place: Place, today: int | None) -> Shape | None:
        stand, row, fill = place
        task, axis = stand.task, self.axis
        last = stand.overruns or stand.ends
        key = f"{group}/{self.words.keys[id(stand)]}"
        if task.start_on > axis.end or last < axis.start:
            is_later = task.start_on > axis.end
            text = shorten(self.words.beyond(stand, is_later), 10, row.w - _GAP)
            wide = width(text, 10) + 12_700
            x = axis.right - wide if is_later else axis.left + _GAP // 2
            return self._label(key, (Run(text, 10, None, "muted"),), replace(row, x=x, w=wide), fill)
        wordings = self._wordings(stand)
        if not wordings:
            return None
        ends = axis.before(task.start_on), max(axis.after(last), axis.before(task.start_on) + _NARROWEST)
        start, x = ends[1] + _GAP, ends[0] - _GAP
        right, left = axis.right - start, x - axis.left
        runs = next((r for r in wordings if _wide(r) <= max(right, left)), wordings[-1])
        wide = _wide(runs)
        if today is not None and start < today < start + wide and axis.right - today - _GAP >= wide:
            start = today + _GAP
        right = axis.right - start
        room = right if wide <= right or right >= left else left
        shown = self._cut(runs, room)
        if not shown:
            return None
        wide = _wide(shown)
        return self._label(key, shown, replace(row, x=start if room == right else x - wide, w=wide), fill)

    def _wordings(self, stand: Standing) -> list[list[Run]]:
        """The date in red and bold where the task is late, then the note; without the date's details where
        those leave no room."""
        note, is_late = stand.task.note or "", stand.state == "late"
        comments = self.words.comments(stand)
        if not comments:
            return [[Run(note, 10, None, "ink")]] if note else []
        found = []
        for comment in comments:
            runs = [Run(comment, 10, is_late or None, "risk" if is_late else "ink")]
            found.append([*runs, Run(f" · {note}", 10, None, "ink")] if note else runs)
        return found

    def _cut(self, runs: list[Run], room: int) -> list[Run]:
        """As much of the runs as fits; what is missing is told in the speaker notes."""
        shown: list[Run] = []
        for run in runs:
            left = room - _wide(shown) if shown else room - 12_700
            text = shorten(run.text, 10, left, bool(run.bold)) if left >= _COMMENT_LEAST else ""
            if text != run.text:
                self.cut.append(run.text.removeprefix(" · "))
            if text:
                shown.append(replace(run, text=text))
        return shown

    def _label(self, key: str, runs: Sequence[Run], row: Box, fill: str) -> Shape:
        """A line of text on the stripe's colour, so that lines behind it do not strike it through."""
        high = line_height(10)
        box = Box(row.x, row.y + (row.h - high) // 2, row.w, high)
        return Shape(key, box, fill=fill, paras=(Para(tuple(runs)),), wrap=False)


def _wide(runs: Sequence[Run]) -> int:
    return sum(width(run.text, 10, bool(run.bold)) for run in runs) + 12_700


def make_today(
    group: str, words: RolloutWords, axis: Axis, room: Box, bottom: int, follows: str
) -> Group | None:
    """The line of the as-of date from a pill above the axis to the last row; none off the axis."""
    day = words.programme.as_of
    if day is None or not axis.holds(day):
        return None
    text = words.today()
    wide = width(text, 10, True) + round(0.14 * EMU)
    x, y = axis.after(day), room.y - PILL - round(0.04 * EMU)
    box = Box(min(max(x - wide // 2, axis.left), axis.right - wide), y, wide, PILL)
    paras = (Para((Run(text, 10, True, "paper"),), align="ctr"),)
    pill = Shape(f"{group}/date", box, "roundRect", "risk", None, paras, wrap=False, adjust=(16_000,))
    line = Connector(f"{group}/line", points=(x, y + PILL, x, bottom), line=Line("risk", 1.25))
    return Group(group, (line, pill), follows, text)

"""What a view is: a name, the sheets it needs, and a function from the book to slides."""

from __future__ import annotations

from collections.abc import Callable

from kamdeck.deck.spec import SlideSpec
from kamdeck.figures.context import Context
from kamdeck.record import record

PORTFOLIO, ACCOUNT, REVIEW = "portfolio", "account", "review"
PACKS = (PORTFOLIO, ACCOUNT, REVIEW)
NEVER = -1  # of a finding: no mail tells it
LAST = 99  # behind all that have a place


@record
class View:
    """One kind of slide, with all that other parts know of it.

    `needs` are the sheets without which it is left out; `build` gives its slides, none where the data hold
    nothing to show (`Empty`, where it can say why). `uses` are further sheets: they may be missing, but one
    that has errors leaves the view out, since it would show half of it.

    `packs` hold it beside the portfolio's, which holds all. A view that `is_own` sees nothing but the
    account's rows in its pack; one that `is_shared` may be shown to the account itself; one that
    `is_comparing` is only there for a deck that is compared with an earlier one. `finding` is the place of
    its title among those that a mail tells, `picture` that of its slide among those that it shows.

    `rules` are the names of the rules that it follows: the data notes print them. `figures` are those that
    are at home in it, `cites` those that it shows too. One that `is_frame` says nothing without others, one
    that `tells_faults` is there to say what is wrong with the sheets. One that `is_plan` shows the plan for
    the focus account; `element` is the element of a programme that it shows more of. A view from outside
    stands `after` another one.
    """

    key: str
    needs: tuple[str, ...]
    build: Callable[[Context], tuple[SlideSpec, ...]]
    uses: tuple[str, ...] = ()
    packs: tuple[str, ...] = ()
    is_own: bool = False
    is_shared: bool = False
    is_comparing: bool = False
    finding: int = LAST
    picture: int = LAST
    rules: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()
    is_frame: bool = False
    tells_faults: bool = False
    is_plan: bool = False
    element: str = ""
    after: str = ""

    def is_in(self, pack: str) -> bool:
        """Whether a pack holds the view."""
        return pack == PORTFOLIO or pack in self.packs

    @property
    def every_pack(self) -> tuple[str, ...]:
        """The packs that hold the view."""
        return tuple([pack for pack in PACKS if self.is_in(pack)])

"""Which people of an organisation stand on which slide."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from kamdeck.record import record

OVERVIEW = 15  # people at most on a slide that cannot show all
BRANCHES = 24  # people at most where several branches share a slide


@record
class Tree:
    """People and who reports to them: `roots` from left to right, `kids` in the order drawn, `hidden` the
    number of people below somebody who stand on another slide."""

    roots: tuple[str, ...]
    kids: Mapping[str, tuple[str, ...]]
    hidden: Mapping[str, int]

    @property
    def people(self) -> tuple[str, ...]:
        """Everybody shown, each manager before the reports."""
        return tuple(name for root in self.roots for name in self.below(root))

    def below(self, name: str) -> tuple[str, ...]:
        """This person and everybody shown below."""
        out = [name]
        for person in out:
            out += self.kids.get(person, ())
        return tuple(out)


def levels_of(tree: Tree) -> list[tuple[str, ...]]:
    """The people of each level, from the top."""
    levels = [tree.roots]
    while below := tuple(kid for name in levels[-1] for kid in tree.kids.get(name, ())):
        levels.append(below)
    return levels


def outer_first(tree: Tree, lines: Sequence[tuple[str, str]]) -> Tree:
    """The tree with influencers on the outer side of its outer branches: their lines run round the map."""
    sources = {source for source, _ in lines}
    kids = {name: tree.kids.get(name, ()) for name in tree.people}
    top = kids[tree.roots[0]] if len(tree.roots) == 1 else tree.roots
    for name in top[:1]:
        while below := kids.get(name, ()):
            kids[name] = tuple(sorted(below, key=lambda kid: kid not in sources))
            name = kids[name][0]
    for name in top[1:][-1:]:
        while below := kids.get(name, ()):
            kids[name] = tuple(sorted(below, key=lambda kid: kid in sources))
            name = kids[name][-1]
    return Tree(tree.roots, kids, tree.hidden)


def paginate(
    roots: Sequence[str],
    kids: Mapping[str, tuple[str, ...]],
    fits: Callable[[Tree], bool],
    first_in: Sequence[str],
) -> tuple[Tree, ...]:
    """The slides: one where all fit; else an overview and then the branches that it cuts short.

    The overview takes people in the order of `first_in` (most power first), each with the managers above,
    up to fifteen or as many as fit. Branches that fit on one slide together share it.
    """
    whole = Tree(tuple(roots), kids, {})
    if not roots or fits(whole):
        return (whole,) if roots else ()
    rank = {name: i for i, name in enumerate(first_in)}
    pages: list[Tree] = []
    waiting: list[Tree] = [whole]
    while waiting:
        tree = waiting.pop(0)
        page = tree if pages and fits(tree) else _overview(tree, rank, fits)
        pages.append(page)
        waiting = _rest(tree, page, fits) + waiting
    return (pages[0], *_merged(pages[1:], fits))


def _overview(tree: Tree, rank: Mapping[str, int], fits: Callable[[Tree], bool]) -> Tree:
    """As many people as fit, most power first; at least the first root with one report."""
    above = {kid: name for name, below in tree.kids.items() for kid in below}
    order = sorted(tree.people, key=lambda name: rank.get(name, len(rank)))
    for count in range(min(OVERVIEW, len(order)), 1, -1):
        chosen: dict[str, None] = {}
        for name in order:
            chain = [name]
            while chain[-1] not in tree.roots:
                chain.append(above[chain[-1]])
            if len(chosen) + sum(person not in chosen for person in chain) <= count:
                chosen.update(dict.fromkeys(chain))
        page = _only(tree, chosen)
        if len(page.people) > 1 and fits(page):
            return page
    root = tree.roots[0]
    return _only(tree, dict.fromkeys((root, *tree.kids.get(root, ())[:1])))


def _only(tree: Tree, chosen: Mapping[str, None]) -> Tree:
    """The tree cut down to the chosen people, with the numbers of those below who are missing."""
    kids = {name: tuple(k for k in tree.kids.get(name, ()) if k in chosen) for name in chosen}
    cut = Tree(tuple(root for root in tree.roots if root in chosen), kids, {})
    hidden = {name: len(tree.below(name)) - len(cut.below(name)) for name in cut.people}
    return Tree(cut.roots, kids, {name: count for name, count in hidden.items() if count})


def _rest(tree: Tree, page: Tree, fits: Callable[[Tree], bool]) -> list[Tree]:
    """What the page left out: the hidden roots, the hidden reports of those who head it, then the branches
    below that are not complete, whole where they fit, else from the first person who misses a report."""
    rest = []
    shown = set(page.people)
    roots = tuple(root for root in tree.roots if root not in shown)
    if roots:
        rest.append(_part(tree, roots))
    for root in page.roots:
        lost = tuple(kid for kid in tree.kids.get(root, ()) if kid not in shown)
        if lost:
            rest.append(Tree((root,), {**tree.kids, root: lost}, {}))
        branches = list(reversed(page.kids.get(root, ())))
        while branches:
            name = branches.pop()
            if not page.hidden.get(name):
                continue
            branch = _part(tree, (name,))
            is_cut = any(kid not in shown for kid in tree.kids.get(name, ()))
            if is_cut or fits(branch):
                rest.append(branch)
            else:
                branches += reversed(page.kids.get(name, ()))
    return rest


def _part(tree: Tree, roots: tuple[str, ...]) -> Tree:
    return Tree(roots, tree.kids, {})


def _merged(pages: Sequence[Tree], fits: Callable[[Tree], bool]) -> list[Tree]:
    """Neighbouring pages on one slide where both fit and nobody stands there twice."""
    out: list[Tree] = []
    for page in pages:
        if out and not set(out[-1].people) & set(page.people):
            last = out[-1]
            people = (*last.people, *page.people)
            kids = {name: last.kids.get(name, ()) or page.kids.get(name, ()) for name in people}
            both = Tree((*last.roots, *page.roots), kids, {**last.hidden, **page.hidden})
            if len(people) <= BRANCHES and fits(both):
                out[-1] = both
                continue
        out.append(page)
    return out

"""Strongly connected groups of a directed graph."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping


def strong_groups(nodes: Iterable[str], givers: Mapping[str, frozenset[str]]) -> tuple[frozenset[str], ...]:
    """Return the groups in which each node leads to every other.

    Parameters
    ----------
    nodes : iterable of str
        All nodes.
    givers : mapping of str to frozenset of str
        Where each node leads.

    Returns
    -------
    tuple of frozenset of str
        Each group after all groups to which it leads.

    Notes
    -----
    Two walks, as described by S. R. Kosaraju and M. Sharir (1981), without recursion: chains may be long.
    """
    takers: dict[str, set[str]] = {node: set() for node in givers}
    for node, found in givers.items():
        for giver in found:
            takers[giver].add(node)
    finished = _finishing_order(sorted(nodes), takers)
    groups, seen = [], set[str]()
    for root in reversed(finished):
        if root in seen:
            continue
        group, waiting = set[str](), [root]
        while waiting:
            node = waiting.pop()
            if node not in seen:
                seen.add(node)
                group.add(node)
                waiting.extend(givers[node])
        groups.append(frozenset(group))
    return tuple(groups)


def _finishing_order(nodes: Iterable[str], onward: Mapping[str, Collection[str]]) -> list[str]:
    """Return nodes in the order in which a depth-first walk leaves them."""
    finished: list[str] = []
    seen: set[str] = set()
    for root in nodes:
        if root in seen:
            continue
        seen.add(root)
        walk = [(root, iter(sorted(onward[root])))]
        while walk:
            node, rest = walk[-1]
            step = next((other for other in rest if other not in seen), None)
            if step is None:
                finished.append(node)
                walk.pop()
            else:
                seen.add(step)
                walk.append((step, iter(sorted(onward[step]))))
    return finished

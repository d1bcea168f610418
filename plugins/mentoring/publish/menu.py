"""The menu: entries with nothing behind them are dropped."""

from typing import Any


def without_missing(nav: list[Any], pages: frozenset[str]) -> list[Any]:
    """Keep entries whose page exists, and headings with at least one entry left; links to other sites stay."""
    kept: list[Any] = []
    for entry in nav:
        if isinstance(entry, str):
            if _exists(entry, pages):
                kept.append(entry)
            continue
        for title, target in entry.items():
            if isinstance(target, list):
                inner = without_missing(target, pages)
                if inner:
                    kept.append({title: inner})
            elif _exists(target, pages):
                kept.append({title: target})
    return kept


def _exists(target: str, pages: frozenset[str]) -> bool:
    return target in pages or not target.endswith(".md") or "://" in target

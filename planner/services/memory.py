"""What this process remembers of documents, in one list: whoever erases one clears them all."""

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, TypeVar

if TYPE_CHECKING:
    from functools import _lru_cache_wrapper

Answer = TypeVar("Answer")
_KEPT: Final[list["_lru_cache_wrapper[Any]"]] = []


def remembered(maxsize: int) -> Callable[[Callable[..., Answer]], "_lru_cache_wrapper[Answer]"]:
    """Keep the last answers of a pure function, until something is erased."""

    def keep(function: Callable[..., Answer]) -> "_lru_cache_wrapper[Answer]":
        return remember(lru_cache(maxsize=maxsize)(function))

    return keep


def remember(kept: "_lru_cache_wrapper[Answer]") -> "_lru_cache_wrapper[Answer]":
    """Clear a cache that stands further down too when something is erased."""
    _KEPT.append(kept)
    return kept


def number_kept() -> int:
    """Return how many answers are kept."""
    return sum(kept.cache_info().currsize for kept in _KEPT)


def forget_all() -> None:
    """Let go of everything that is kept: a document was erased."""
    for kept in _KEPT:
        kept.cache_clear()

"""Arrow columns as numbers: words numbered by the alphabet, lists as values with their beginnings, lists crossed with lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kawat.relations.acts import evidence

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

    Column = NDArray[Any]


def numbers(column: Any) -> Column:
    """An Arrow column as whole numbers, null as 0."""
    return column.fill_null(0).to_numpy().astype("int64")  # type: ignore[no-any-return]


def numbered(*values: pa.Array) -> tuple[Column, Column]:
    """The different words of some arrays by the alphabet, and the place of each value among them."""
    import numpy as np
    import pyarrow as pa

    encoded = pa.chunked_array([pa.array([], pa.string()), *values]).combine_chunks().dictionary_encode()
    words = encoded.dictionary.to_numpy(zero_copy_only=False).astype(str)
    order = np.argsort(words)
    place = np.empty(len(words), dtype=np.int64)
    place[order] = np.arange(len(words))
    return words[order], place[encoded.indices.to_numpy()]


def lists(column: Any) -> tuple[pa.Array, Column]:
    """The values of a column of lists ("" for null), and where each list begins (one place more than lists)."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    sizes = pc.list_value_length(column).fill_null(0).to_numpy()
    flat = pc.list_flatten(column).combine_chunks().cast(pa.string())
    return flat.fill_null(""), np.concatenate([[0], np.cumsum(sizes)])


def crossed(a: Column, first: Column, b: Column, second: Column) -> tuple[Column, Column, Column]:
    """Each value of a list of ``a`` with each of the same row's list of ``b``: row, value, value."""
    import numpy as np

    many, each = np.diff(first), np.diff(second)
    rows = np.repeat(np.arange(len(many)), many * each)
    starts = np.concatenate([[0], np.cumsum(many * each)])[:-1]
    within = np.arange(len(rows)) - starts[rows]
    return rows, a[first[rows] + within // each[rows]], b[second[rows] + within % each[rows]]


def weights(reports: Column, outlets: Column) -> Column:
    """The evidence of acts by their reports and outlets (``acts.evidence``)."""
    import numpy as np

    size = int(outlets.max(initial=0)) + 1
    pairs, place = np.unique(reports * size + outlets, return_inverse=True)
    return np.array([evidence(float(pair // size), float(pair % size)) for pair in pairs], dtype=float)[place]

"""Compiling works where nothing can be kept."""

from bongsu.planning.mclp.jit import fast


def test_where_no_folder_keeps_the_outcome_it_is_compilable_all_the_same() -> None:
    # a function without a source file has no place beside it, as in a folder that nobody may write
    made: dict[str, object] = {}
    exec("def twice(x):\n    return 2 * x", made)
    assert callable(fast(made["twice"]))  # type: ignore[type-var]  # made just above

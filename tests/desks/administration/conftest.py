from tests.kernel.jobs.conftest import _effects_table, effects

__all__ = ["_effects_table", "effects"]

import json
from pathlib import Path

import pytest

from tests.installations import installation


@pytest.mark.slow
def test_a_killed_server_leaves_the_effect_with_its_answer_or_neither(tmp_path: Path) -> None:
    with installation(tmp_path / "site") as site:
        outcomes = json.loads(site.ask("from tests.kernel.gateway.killing import main; main()"))

    deaths, [survivor] = outcomes[:-1], outcomes[-1:]
    assert len(deaths) >= 10, outcomes
    assert (survivor["killed"], survivor["status"], survivor["replayed"]) == (False, 0, True)
    for outcome in outcomes:
        assert (outcome["effects"], outcome["answer"]) == (1, 201), outcome
        assert outcome["same"], outcome
        assert outcome["replayed"] is (outcome["effects_before"] == 1), outcome
    assert {death["effects_before"] for death in deaths} == {0, 1}, "killed before and after"

"""What is written is read again as the same; a table comes back sign by sign."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ortaq.engines.choice import pabulib
from ortaq.engines.choice.election import BallotKind, Election, ElectionError, Group, Project
from tests.engines.choice.pabulib.test_reading import CUMULATIVE, FILE
from tests.engines.choice.strategies import elections

DERIVED = ("num_projects", "num_votes", "budget", "vote_type")


def essence(election: Election) -> Election:
    """The election without what writing adds to the meta table, and without oddities."""
    meta = {key: value for key, value in election.meta.items() if key not in DERIVED}
    return replace(election, meta=meta, oddities=())


@given(st.data())
def test_a_written_election_reads_the_same(data: st.DataObject) -> None:
    election = data.draw(elections(unequal=True))
    text = data.draw(st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), max_size=12))
    first = replace(election.projects[0], name=text.strip(), official=2, columns=(("latitude", "43,2"),))
    rest = [replace(project, columns=(("latitude", ""),)) for project in election.projects[1:]]
    election = replace(election, projects=(first, *rest), meta={"rule": "greedy", "comment": "a;b"})
    assert essence(pabulib.read(pabulib.write(election))) == election


@pytest.mark.parametrize("text", [FILE, CUMULATIVE])
def test_a_clean_file_loses_nothing_a_rule_may_look_at(text: str) -> None:
    election = pabulib.read(text)
    again = pabulib.read(pabulib.write(election))
    assert essence(again) == essence(election)
    assert [key for key in again.meta if key in election.meta] == list(election.meta)
    assert pabulib.write(again) == pabulib.write(election)


def test_a_clean_file_says_nothing_of_the_voters() -> None:
    written = pabulib.write(pabulib.read(FILE))
    assert "age" not in written
    assert written.endswith("VOTES\nvoter_id;vote\n1;a,b\n2;a,b\n3;\n")


SIGNS = st.text(st.sampled_from(';,"\n\r \tabm1é\ufeff'), max_size=15)


@given(SIGNS, SIGNS, SIGNS)
def test_a_table_comes_back_sign_by_sign_or_is_refused(one: str, two: str, three: str) -> None:
    text = f"META\nkey;value\n{one}\nPROJECTS\r\nproject_id;cost;{two}\nVotes;;\nvoter_id;vote\n{three}"
    try:
        table = pabulib.parse(text)
    except ElectionError:
        return
    assert pabulib.write(table) == text


@given(st.text(st.sampled_from('METAPROJCSVmetaprojcsv;,"\n\r 01.-eb\ufeff'), max_size=60), st.integers(0, len(FILE)))
def test_whatever_is_typed_into_a_file_nothing_crashes(typed: str, place: int) -> None:
    text = FILE[:place] + typed + FILE[place:]
    try:
        election = pabulib.read(text)
    except ElectionError:
        return
    assert essence(pabulib.read(pabulib.write(election))) == essence(election)


def test_what_a_file_cannot_hold_is_refused() -> None:
    one = Election((Project("a", 5),), BallotKind.APPROVAL, (Group(1, (0,)),), 9)
    for wrong in (
        replace(one, projects=(Project("a,b", 5),)),
        replace(one, projects=(Project(" a", 5),)),
        replace(one, projects=(Project("a", 5, categories=("x,y",)),)),
        replace(one, scale=60),
    ):
        with pytest.raises(ElectionError) as refused:
            pabulib.write(wrong)
        assert refused.value.code == "unwritable"

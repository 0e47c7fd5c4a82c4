import hashlib
import json
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ortaq.core.journal.rules import digest_of, moment
from ortaq.engines.proof import NotCanonicalError, canonical

TEXT = st.text(st.characters(codec="utf-8"), max_size=12)
DATA = st.dictionaries(TEXT, st.none() | st.booleans() | st.integers() | TEXT | st.lists(TEXT, max_size=2), max_size=4)
FACTS = st.fixed_dictionaries({
    "matter": TEXT, "seq": st.integers(1, 10**9), "act": TEXT, "role": TEXT, "body": TEXT, "public": st.booleans(),
    "data": DATA, "personal_digest": TEXT, "previous": TEXT,
    "at": st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=5))])),
})  # fmt: skip


@given(FACTS)
def test_a_digest_is_of_the_canonical_form_whoever_writes_it(facts):
    plain = facts | {"at": facts["at"].astimezone(UTC).isoformat(timespec="microseconds")}
    assert digest_of(**facts) == hashlib.sha256(canonical(plain)).hexdigest()
    line = json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert digest_of(**facts) == hashlib.sha256(line.encode()).hexdigest()


def test_fractions_have_no_digest():
    facts = {"matter": "", "seq": 1, "act": "", "role": "", "body": "", "public": True, "personal_digest": ""}
    with pytest.raises(NotCanonicalError):
        digest_of(**facts, previous="", at=datetime(2027, 1, 1, tzinfo=UTC), data={"share": 0.5})


def test_the_hour_a_clock_is_put_back_has_two_moments():
    first = datetime(2024, 2, 29, 23, 30, tzinfo=ZoneInfo("Asia/Almaty"))
    assert moment(first) == "2024-02-29T17:30:00.000000+00:00"
    assert moment(first.replace(fold=1)) == "2024-02-29T18:30:00.000000+00:00"

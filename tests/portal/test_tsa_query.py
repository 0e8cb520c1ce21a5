"""Whatever bytes come, the timestamp service decides and never breaks."""

from asn1crypto import tsp
from hypothesis import given
from hypothesis import strategies as st

from portal.tsa.query import MAX_NONCE_BITS, FailureInfo, TimestampQuery, read_query

POLICY = "2.999.398.1"


def query(**changes):
    members = {
        "version": "v1",
        "message_imprint": {
            "hash_algorithm": {"algorithm": "sha256"},
            "hashed_message": b"x" * 32,
        },
        **changes,
    }
    return tsp.TimeStampReq(members).dump()


def test_a_plain_query_is_granted():
    assert isinstance(read_query(query(), POLICY), TimestampQuery)
    asked = read_query(query(nonce=7, cert_req=True, req_policy=POLICY), POLICY)
    assert (asked.nonce, asked.certificate_wanted) == (7, True)


def test_an_imprint_of_another_length_is_no_digest():
    imprint = {"hash_algorithm": {"algorithm": "sha256"}, "hashed_message": b"x" * 20}
    assert read_query(query(message_imprint=imprint), POLICY) is FailureInfo.BAD_FORMAT


def test_an_endless_nonce_is_refused():
    assert read_query(query(nonce=1 << MAX_NONCE_BITS), POLICY) is FailureInfo.BAD_REQUEST
    assert isinstance(read_query(query(nonce=(1 << 64) - 1), POLICY), TimestampQuery)


@given(st.binary(max_size=200))
def test_junk_is_a_failure(content):
    assert isinstance(read_query(content, POLICY), FailureInfo)


@given(st.data())
def test_a_changed_query_is_decided(data):
    content = bytearray(query(nonce=7, req_policy=POLICY))
    position = data.draw(st.integers(0, len(content) - 1))
    content[position] = data.draw(st.integers(0, 255))
    assert isinstance(read_query(bytes(content), POLICY), TimestampQuery | FailureInfo)

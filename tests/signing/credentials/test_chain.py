"""Chains are put in order by names and key identifiers."""

from signing.credentials.chain import order_chain
from tests.support.pki import test_pki

PKI = test_pki()


def test_order_does_not_depend_on_the_order_given():
    forwards = order_chain(PKI.head.der, (PKI.ca.der, PKI.root.der))
    assert forwards == order_chain(PKI.head.der, (PKI.root.der, PKI.ca.der))
    assert forwards == (PKI.ca.der, PKI.root.der)


def test_a_gap_ends_the_chain():
    assert order_chain(PKI.head.der, (PKI.root.der,)) == ()


def test_a_root_has_no_issuer():
    assert order_chain(PKI.root.der, (PKI.root.der, PKI.ca.der)) == ()

"""Lets asn1crypto read certificates whose extension id-pkix-ocsp-nocheck has an empty value.

RFC 6960, 4.2.2.2.1 demands a NULL there. Responders of the national authority of before 2022 have
certificates with nothing at all in it, and then asn1crypto can read no extension of them; their
answers stand in signatures that people keep. That the extension is there is all that it says.

Importing this module corrects it; importing it again does nothing.
"""

from asn1crypto import core, x509

_NULL = core.Null()


class _ExtensionValue(core.ParsableOctetString):  # type: ignore[misc]  # asn1crypto has no types
    """An extension's value; where a NULL is expected, nothing is one too."""

    def parse(self, spec: object = None, spec_params: object = None) -> core.Asn1Value:
        if spec is core.Null and not bytes(self):
            self._parsed = (_NULL, spec, spec_params)
            return self._parsed[0]
        return super().parse(spec, spec_params)


x509.Extension._fields = [
    (name, _ExtensionValue, *rest) if name == "extn_value" else (name, field, *rest)
    for name, field, *rest in x509.Extension._fields
]
core._SETUP_CLASSES.pop(x509.Extension, None)  # noqa: SLF001 - it is set up again from its fields

"""The profiles that ship with the program: data in ``resources/profiles``, known to the byte."""

import hashlib
import json
from dataclasses import dataclass
from functools import cache

from cases.profile import Profile, ProfileReference
from desktop.errors import ProfileUnknownError, domain_rules_named
from desktop.paths import RESOURCES

FREE_SUBMISSION = "free-submission"
DOCUMENT_REQUEST = "document-request"


@dataclass(frozen=True, slots=True)
class LoadedProfile:
    """A profile with the reference that `package.json` names it by."""

    profile: Profile
    reference: ProfileReference


@cache
def load_profile(profile_id: str) -> LoadedProfile:
    """The profile of this id.

    Raises:
        ProfileUnknownError: this version of the program has none of that name.
        DomainRuleError: its file is malformed: a fault of ours.
    """
    folder = RESOURCES / "profiles"
    names = {path.stem for path in folder.glob("*.json")}
    if profile_id not in names:
        raise ProfileUnknownError("no such profile", profile=profile_id)
    content = (folder / f"{profile_id}.json").read_bytes()
    with domain_rules_named():
        profile = Profile.from_json(json.loads(content))
    return LoadedProfile(profile, profile.reference(hashlib.sha256(content).hexdigest()))


def profile_for_kind(kind: str) -> LoadedProfile:
    """The profile for a request of this kind; a kind not known here is answered as any request."""
    try:
        found = load_profile(kind)
    except ProfileUnknownError:
        return load_profile(DOCUMENT_REQUEST)
    return found if found.profile.answers_request else load_profile(DOCUMENT_REQUEST)

"""Who somebody is at an OpenID provider."""

from dataclasses import dataclass

LONGEST = 255  # of an issuer and of a subject, by OpenID Connect Core


@dataclass(frozen=True, slots=True)
class Identity:
    """Who the provider says it is; only both together tell one person from another."""

    issuer: str
    subject: str


def is_subject(text: str) -> bool:
    """May a provider call somebody this?"""
    return 0 < len(text) <= LONGEST and text.isascii() and text.isprintable()

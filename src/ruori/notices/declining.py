"""The link at the foot of a letter with which its reader declines such letters.

It is signed, so nobody can decline for another, and it does nothing but this.
"""

from typing import Final

from django.core.signing import BadSignature, Signer

from ruori.notices.rules.letters import Topic

SALT: Final = "ruori.notices.declining"


def declining_token(person: int, topic: Topic) -> str:
    """The word of the link for one person and topic."""
    return Signer(salt=SALT).sign_object([person, topic.value])


def read_token(token: str) -> tuple[int, Topic] | None:
    """Whom and what a link is for, or None when nobody of ours signed it."""
    try:
        person, topic = Signer(salt=SALT).unsign_object(token)
        return int(person), Topic(topic)
    except (BadSignature, ValueError, TypeError):
        return None

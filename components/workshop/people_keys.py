"""Codes and keys: made of letters that nobody mixes up, compared without telling where they differ, kept as hashes.

A facilitator's key is salted and slow to hash, since it may be written on paper. Invitations and rejoin codes are
shorter and are looked up by their hash, so theirs has a salt of its own kind and is as slow. Tokens are 128 random
bits, for which plain SHA-256 is enough.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

# Letters and digits that nobody mixes up when they are read aloud or copied from a screen.
LETTERS = "ABCDEFGHJKMNPQRSTWXYZ"
_KEY_LETTERS = LETTERS + "23456789"
_GROUP_LENGTH = 4
_KEY_GROUPS, _INVITATION_GROUPS, _REJOIN_GROUPS = 4, 3, 2
_SCRYPT_COST, _SCRYPT_BLOCK, _SCRYPT_PARALLEL = 2**14, 8, 1


def tidy_code(typed: str) -> str:
    """A code as typed by somebody, in the form in which it is stored."""
    return "".join(letter for letter in typed.upper() if letter.isalnum())


def new_key() -> str:
    """A facilitator's key: four groups of four letters and digits, 78 bits."""
    return _grouped(_KEY_LETTERS, _KEY_GROUPS)


def new_invitation_code() -> str:
    """`XXXX-XXXX-XXXX`, 52 bits."""
    return _grouped(LETTERS, _INVITATION_GROUPS)


def new_rejoin_code() -> str:
    """`XXXX-XXXX`, 35 bits: typed by hand, good for days, in one workshop, with few tries."""
    return _grouped(LETTERS, _REJOIN_GROUPS)


def hashed_key(key: str, salt: bytes | None = None) -> str:
    """Salted slow hash of a key, as `scrypt$salt$hash` in hexadecimal."""
    salt = salt or secrets.token_bytes(16)
    return f"scrypt${salt.hex()}${_slow(key, salt)}"


def hashed_code(kind: str, code: str) -> str:
    """The slow hash by which an invitation or a rejoin code is found; `kind` keeps the two apart."""
    return _slow(code, kind.encode())


def key_fits(key: str, stored: str | None) -> bool:
    """Whether this is the facilitator's key with the stored hash; case, blanks and dashes do not matter.

    `stored` None (an unknown workshop) is False at the same cost, so that codes cannot be found out by the clock.
    """
    parts = (stored or "").split("$")
    known = len(parts) == 3 and parts[0] == "scrypt"
    salt = bytes.fromhex(parts[1]) if known else bytes(16)
    return same_secret(hashed_key(key, salt), stored or "") and known


def same_secret(given: str, expected: str) -> bool:
    """Whether two secrets are equal, at a cost that does not tell where they differ. An empty one fits nothing."""
    return bool(expected) and hmac.compare_digest(given.encode(), expected.encode())


def new_token() -> str:
    """A secret for a browser or a phone: 128 random bits."""
    return secrets.token_urlsafe(16)


def token_hash(token: str) -> str:
    """The form in which a token is stored."""
    return hashlib.sha256(token.encode()).hexdigest()


def short_letters(text: str, length: int) -> str:
    """A few letters that stand for a text: the same each time, and not to be traced back."""
    number = int.from_bytes(hashlib.sha256(text.encode()).digest())
    found = []
    for _ in range(length):
        number, place = divmod(number, len(LETTERS))
        found.append(LETTERS[place])
    return "".join(found)


def random_letters(length: int) -> str:
    """Random letters for a name or a code."""
    return "".join(secrets.choice(LETTERS) for _ in range(length))


def _grouped(letters: str, groups: int) -> str:
    return "-".join("".join(secrets.choice(letters) for _ in range(_GROUP_LENGTH)) for _ in range(groups))


def _slow(code: str, salt: bytes) -> str:
    digest = hashlib.scrypt(
        tidy_code(code).encode(), salt=salt, n=_SCRYPT_COST, r=_SCRYPT_BLOCK, p=_SCRYPT_PARALLEL, dklen=32
    )
    return digest.hex()

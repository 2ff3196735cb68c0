"""A copy of the keys that can leave the house: locked for a passphrase or for one recipient.

Keys are copied apart from the data that they open, and whoever has both has everything. So this
copy is locked by what only its keeper knows (a passphrase, through Argon2id) or has (the private
half of an X25519 key, which can stay on a machine without a network).

::

    "FLB1"  0x01  salt (16)       nonce (12)  sealed …     under Argon2id(passphrase, salt)
    "FLB1"  0x02  ephemeral (32)  nonce (12)  sealed …     under HKDF(X25519(ephemeral, recipient))
"""

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from fairlead.core.sealing.binding import KEY_BYTES, NONCE_BYTES, TAG_BYTES, Random
from fairlead.core.sealing.errors import SealBroken

BACKUP = b"FLB1"
_PASSPHRASE, _RECIPIENT = b"\x01", b"\x02"
_SALT_BYTES = 16
SHORTEST_PASSPHRASE = 12


def lock_for_passphrase(plain: bytes, passphrase: str, random: Random) -> bytes:
    """Lock a copy so that it opens with this passphrase only."""
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise SealBroken(
            f"A passphrase has at least {SHORTEST_PASSPHRASE} characters.", place="passphrase"
        )
    salt = random(_SALT_BYTES)
    header = BACKUP + _PASSPHRASE + salt
    return _lock(header, _from_passphrase(passphrase, salt), plain, random)


def lock_for_recipient(plain: bytes, recipient: bytes, random: Random) -> bytes:
    """Lock a copy so that only the holder of this public key's other half can open it."""
    ephemeral = X25519PrivateKey.from_private_bytes(random(KEY_BYTES))
    shared = ephemeral.exchange(X25519PublicKey.from_public_bytes(recipient))
    public = ephemeral.public_key().public_bytes_raw()
    return _lock(
        BACKUP + _RECIPIENT + public, _from_shared(shared, public, recipient), plain, random
    )


def unlock(locked: bytes, *, passphrase: str = "", private: bytes = b"") -> bytes:
    """Open a copy again, by the passphrase or by the recipient's private key."""
    if locked[: len(BACKUP)] != BACKUP:
        raise SealBroken("This is not a copy of keys of a known version.", place="backup")
    kind = locked[len(BACKUP) : len(BACKUP) + 1]
    parameter = _SALT_BYTES if kind == _PASSPHRASE else KEY_BYTES
    start = len(BACKUP) + 1 + parameter
    if kind not in {_PASSPHRASE, _RECIPIENT} or len(locked) < start + NONCE_BYTES + TAG_BYTES:
        raise SealBroken("This copy of keys is cut short or of an unknown kind.", place="backup")
    header, given = locked[:start], locked[len(BACKUP) + 1 : start]
    key = _from_passphrase(passphrase, given) if kind == _PASSPHRASE else _for(private, given)
    nonce, sealed = locked[start : start + NONCE_BYTES], locked[start + NONCE_BYTES :]
    try:
        return AESGCM(key).decrypt(nonce, sealed, header)
    except InvalidTag:
        raise SealBroken(
            "The copy was changed, or this is not what it was locked for.", place="backup"
        ) from None


def recipient_of(private: bytes) -> bytes:
    """Return the public half of a recipient's key."""
    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def _lock(header: bytes, key: bytes, plain: bytes, random: Random) -> bytes:
    nonce = random(NONCE_BYTES)
    return header + nonce + AESGCM(key).encrypt(nonce, plain, header)


def _from_passphrase(passphrase: str, salt: bytes) -> bytes:
    # RFC 9106, second recommended choice: 64 MiB, three passes, four lanes.
    hard = Argon2id(salt=salt, length=KEY_BYTES, iterations=3, lanes=4, memory_cost=64 * 1024)
    return hard.derive(passphrase.encode())


def _for(private: bytes, ephemeral: bytes) -> bytes:
    if len(private) != KEY_BYTES:
        raise SealBroken("This copy opens with its recipient's private key.", place="backup")
    key = X25519PrivateKey.from_private_bytes(private)
    shared = key.exchange(X25519PublicKey.from_public_bytes(ephemeral))
    return _from_shared(shared, ephemeral, key.public_key().public_bytes_raw())


def _from_shared(shared: bytes, ephemeral: bytes, recipient: bytes) -> bytes:
    bound = BACKUP + ephemeral + recipient
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=bound).derive(shared)

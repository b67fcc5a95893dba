"""The life of an agent's key: get a token with it, ask who the token speaks for, put a new key in its place.

ISSUER, AGENT and PRIVATE_KEY as for agent_token.py. The new key takes the place of PRIVATE_KEY when the server has
accepted it; until then it is in PRIVATE_KEY.new, so that a run that was cut short can be repeated.
"""

import json
import os
import sys
import time
import uuid

from authlib.jose import JsonWebSignature, OKPKey

from agent_token import AGENT, ISSUER, PRIVATE_KEY, log_in, read_key

NEW_KEY = PRIVATE_KEY.with_name(PRIVATE_KEY.name + ".new")


def read_or_make_key(file):
    if not file.exists():
        key = OKPKey.generate_key("Ed25519", is_private=True)
        with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as new:
            new.write(key.as_pem(is_private=True))
    return read_key(file)


def statement(signer, successor):
    header = {"alg": "EdDSA", "typ": "aim-key-rotation+jwt", "kid": signer.thumbprint()}
    claims = {
        "iss": AGENT,
        "sub": successor.thumbprint(),
        "aud": ISSUER,
        "exp": int(time.time()) + 60,
        "jti": str(uuid.uuid4()),
    }
    return JsonWebSignature(["EdDSA"]).serialize_compact(header, json.dumps(claims), signer).decode()


def main():
    current = read_key(PRIVATE_KEY)
    agent = log_in(current)
    me = agent.get(f"{ISSUER}/aim/v1/me").json()
    print(f"{me['name']} ({me['status']}), owner {me['ownerId']}, may {me['capabilities']}")

    new = read_or_make_key(NEW_KEY)
    answer = agent.post(
        f"{ISSUER}/aim/v1/agents/me/keys",
        json={
            "publicKey": new.as_pem(is_private=False).decode(),
            "currentKeyProof": statement(current, new),
            "newKeyProof": statement(new, new),
        },
    )
    # key_in_use: an earlier run was cut short after the server had accepted this key
    if not answer.ok and answer.json()["code"] != "key_in_use":
        sys.exit(f"{answer.status_code} {json.dumps(answer.json())}")

    log_in(new)
    NEW_KEY.replace(PRIVATE_KEY)
    print(f"key {new.thumbprint()}")


if __name__ == "__main__":
    main()

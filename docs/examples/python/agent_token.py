"""An access token for an agent with Authlib: private_key_jwt with Ed25519, client credentials.

ISSUER       the realm's issuer, for example https://sso.example.com/realms/agents
AGENT        name of the agent, which is its client id
PRIVATE_KEY  file with the agent's Ed25519 private key (PEM)

    pip install -r requirements.txt        # or: apt install python3-authlib python3-requests
    python3 agent_token.py
"""

import json
import os
import sys
from pathlib import Path

from authlib.integrations.base_client import OAuthError
from authlib.integrations.requests_client import OAuth2Session
from authlib.jose import OKPKey
from authlib.oauth2.rfc7523 import PrivateKeyJWT, private_key_jwt_sign

ISSUER = os.environ["ISSUER"]
AGENT = os.environ["AGENT"]
PRIVATE_KEY = Path(os.environ["PRIVATE_KEY"])


class AgentAssertion(PrivateKeyJWT):
    """Left alone, the library addresses assertions to the token endpoint and lets them live for an hour."""

    def sign(self, auth, token_endpoint):
        key = auth.client_secret
        return private_key_jwt_sign(
            key, auth.client_id, ISSUER, alg="EdDSA", header={"kid": key.thumbprint()}, expires_in=60
        )


def read_key(file):
    return OKPKey.import_key(file.read_bytes())


def log_in(key):
    """A session that sends the agent's access token with every request."""
    session = OAuth2Session(AGENT, key, token_endpoint_auth_method=AgentAssertion())
    session.fetch_token(f"{ISSUER}/protocol/openid-connect/token", grant_type="client_credentials")
    return session


if __name__ == "__main__":
    try:
        print(json.dumps(log_in(read_key(PRIVATE_KEY)).token))
    except OAuthError as refusal:
        sys.exit(f"{refusal.error}: {refusal.description}")

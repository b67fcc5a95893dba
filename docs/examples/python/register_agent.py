"""An agent registers itself with an API key of the organisation and proves that it holds its key.

ISSUER, AGENT and PRIVATE_KEY as for agent_token.py (openssl genpkey -algorithm ed25519 -out agent.pem).
AIM_KEY  API key with the scope agents:write; forget it afterwards, tokens need the agent's own key only
"""

import base64
import os
import sys

import requests

from agent_token import AGENT, ISSUER, PRIVATE_KEY, read_key

AGENTS = f"{ISSUER}/aim/v1/agents"


def post(url, body, headers=None):
    answer = requests.post(url, json=body, headers=headers, timeout=30)
    if not answer.ok:
        sys.exit(f"{answer.status_code} {answer.text}")
    return answer.json()


def main():
    key = read_key(PRIVATE_KEY)
    public_key = key.as_pem(is_private=False).decode()
    agent = post(AGENTS, {"name": AGENT, "publicKey": public_key}, {"X-API-Key": os.environ["AIM_KEY"]})

    proof = {"thumbprint": key.thumbprint()}
    challenge = post(f"{AGENTS}/{agent['id']}/challenge", proof)
    text = challenge["signingInput"]
    # Who signs whatever it is sent may sign an assertion.
    if not text.startswith("aim-proof-of-possession-v1\n"):
        sys.exit("this is no challenge")
    signature = key.get_private_key().sign(text.encode())
    proof["challenge"] = challenge["challenge"]
    proof["signature"] = base64.urlsafe_b64encode(signature).rstrip(b"=").decode()
    post(f"{AGENTS}/{agent['id']}/challenge/response", proof)
    print(f"{agent['name']} ({agent['id']}) waits for an administrator to verify it")


if __name__ == "__main__":
    main()

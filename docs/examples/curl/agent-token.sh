#!/bin/sh
# An access token for an agent with nothing but openssl and curl.
#
#   ISSUER      the realm's issuer, for example https://sso.example.com/realms/agents
#   AGENT       name of the agent, which is its client id
#   PRIVATE_KEY file with the agent's Ed25519 private key (PEM)
set -eu

b64url() { openssl base64 -A | tr '+/' '-_' | tr -d '='; }

now=$(date +%s)
header=$(printf '{"alg":"Ed25519","typ":"client-authentication+jwt"}' | b64url)
claims=$(printf '{"iss":"%s","sub":"%s","aud":"%s","iat":%d,"exp":%d,"jti":"%s"}' \
    "$AGENT" "$AGENT" "$ISSUER" "$now" "$((now + 60))" "$(openssl rand -hex 16)" | b64url)

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
printf '%s.%s' "$header" "$claims" >"$work/input"
signature=$(openssl pkeyutl -sign -rawin -inkey "$PRIVATE_KEY" -in "$work/input" | b64url)

# The assertion goes in by standard input: command lines can be read by other users of the machine.
printf '%s.%s.%s' "$header" "$claims" "$signature" |
    curl --silent --show-error --fail-with-body "$ISSUER/protocol/openid-connect/token" \
        --data grant_type=client_credentials \
        --data client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer \
        --data-urlencode client_assertion@-

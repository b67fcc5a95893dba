// An access token for an agent with oauth4webapi (Node 20 or newer): discovery, private_key_jwt with Ed25519, client
// credentials. ISSUER is the realm's issuer, AGENT the agent's name; standard input holds the private JWK, which belongs
// neither on a command line nor in the environment. Prints the token response, or what the library refused, as JSON.
//
//   npm ci && ISSUER=https://sso.example.com/realms/agents AGENT=invoice-bot node agent-token.mjs < agent.jwk
import { text } from 'node:stream/consumers';
import * as oauth from 'oauth4webapi';

// Plain HTTP is for trying out on this machine only.
const insecure = { [oauth.allowInsecureRequests]: process.env.ISSUER?.startsWith('http://127.0.0.1') };

async function requestToken(issuer, client, jwk) {
  const key = await crypto.subtle.importKey('jwk', jwk, 'Ed25519', false, ['sign']);
  const server = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, insecure));
  const response = await oauth.clientCredentialsGrantRequest(
    server,
    client,
    oauth.PrivateKeyJwt({ key, kid: jwk.kid }),
    {},
    insecure,
  );
  return await oauth.processClientCredentialsResponse(server, client, response);
}

const issuer = new URL(process.env.ISSUER);
const client = { client_id: process.env.AGENT };
try {
  const token = await requestToken(issuer, client, JSON.parse(await text(process.stdin)));
  console.log(JSON.stringify(token));
} catch (refusal) {
  if (!(refusal instanceof oauth.ResponseBodyError)) {
    throw refusal;
  }
  console.log(
    JSON.stringify({
      status: refusal.status,
      error: refusal.error,
      error_description: refusal.error_description,
    }),
  );
}

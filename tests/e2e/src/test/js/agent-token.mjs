// An agent's log-in with a stock OAuth library: discovery, private_key_jwt with Ed25519, client credentials.
// AIM_ISSUER and AIM_CLIENT_ID name the realm and the agent; standard input holds the private JWK, which belongs
// neither on a command line nor in the environment. Prints the token response, or what the library refused, as JSON.
import { text } from 'node:stream/consumers';
import * as oauth from 'oauth4webapi';

// A test server speaks plain HTTP on loopback.
const insecure = { [oauth.allowInsecureRequests]: true };

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

const issuer = new URL(process.env.AIM_ISSUER);
const client = { client_id: process.env.AIM_CLIENT_ID };
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

// An access token for an agent with oauth4webapi: discovery, private_key_jwt with Ed25519, client credentials.
//
//   ISSUER       the realm's issuer, for example https://sso.example.com/realms/agents
//   AGENT        name of the agent, which is its client id
//   PRIVATE_KEY  file with the agent's Ed25519 private key (PEM)
//
//   npm ci && npm run build && node dist/agent-token.js
import { realpathSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { calculateJwkThumbprint, importPKCS8 } from 'jose';
import * as oauth from 'oauth4webapi';

export function setting(name: string): string {
  const value = process.env[name];
  if (!value) {
    throw new Error(`${name} is not set`);
  }
  return value;
}

export interface AgentKey {
  key: CryptoKey;
  /** RFC 7638 thumbprint. */
  kid: string;
}

export async function readKey(file: string): Promise<AgentKey> {
  const key = await importPKCS8(await readFile(file, 'utf8'), 'Ed25519', { extractable: true });
  return { key, kid: await calculateJwkThumbprint(key) };
}

export async function requestToken(key: AgentKey): Promise<oauth.TokenEndpointResponse> {
  const issuer = new URL(setting('ISSUER'));
  const client = { client_id: setting('AGENT') };
  // Plain HTTP is for trying out on this machine only.
  const options = { [oauth.allowInsecureRequests]: issuer.hostname === '127.0.0.1' };

  const realm = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, options));
  const response = await oauth.clientCredentialsGrantRequest(realm, client, oauth.PrivateKeyJwt(key), {}, options);
  return await oauth.processClientCredentialsResponse(realm, client, response);
}

async function main(): Promise<void> {
  try {
    console.log(JSON.stringify(await requestToken(await readKey(setting('PRIVATE_KEY')))));
  } catch (refusal) {
    if (!(refusal instanceof oauth.ResponseBodyError)) {
      throw refusal;
    }
    console.error(`${refusal.error}: ${refusal.error_description}`);
    process.exitCode = 1;
  }
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  await main();
}

// The life of an agent's key: get a token with it, ask who the token speaks for, put a new key in its place.
//
// ISSUER, AGENT and PRIVATE_KEY as for agent-token. The new key takes the place of PRIVATE_KEY when the server has accepted
// it; until then it is in PRIVATE_KEY.new, so that a run that was cut short can be repeated.
//
//   npm ci && npm run build && node dist/rotate-key.js
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { exportJWK, exportPKCS8, generateKeyPair, SignJWT } from 'jose';
import { type AgentKey, readKey, requestToken, setting } from './agent-token.js';

const issuer = setting('ISSUER');
const keyFile = setting('PRIVATE_KEY');
const newKeyFile = `${keyFile}.new`;

async function readOrMakeKey(file: string): Promise<AgentKey> {
  if (!existsSync(file)) {
    const { privateKey } = await generateKeyPair('Ed25519', { extractable: true });
    await writeFile(file, await exportPKCS8(privateKey), { mode: 0o600, flag: 'wx' });
  }
  return readKey(file);
}

function statement(signer: AgentKey, successor: AgentKey): Promise<string> {
  return new SignJWT()
    .setProtectedHeader({ alg: 'Ed25519', typ: 'aim-key-rotation+jwt', kid: signer.kid })
    .setIssuer(setting('AGENT'))
    .setSubject(successor.kid)
    .setAudience(issuer)
    .setExpirationTime('60s')
    .setJti(randomUUID())
    .sign(signer.key);
}

const current = await readKey(keyFile);
const { access_token } = await requestToken(current);
const headers = { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' };
console.log(await (await fetch(`${issuer}/aim/v1/me`, { headers })).json());

const next = await readOrMakeKey(newKeyFile);
const { kty, crv, x } = await exportJWK(next.key);
const answer = await fetch(`${issuer}/aim/v1/agents/me/keys`, {
  method: 'POST',
  headers,
  body: JSON.stringify({
    publicKey: { kty, crv, x },
    currentKeyProof: await statement(current, next),
    newKeyProof: await statement(next, next),
  }),
});
const body = (await answer.json()) as { code?: string };
// key_in_use: an earlier run was cut short after the server had accepted this key
if (!answer.ok && body.code !== 'key_in_use') {
  throw new Error(`${answer.status} ${JSON.stringify(body)}`);
}

await requestToken(next);
await rename(newKeyFile, keyFile);
console.log(`key ${next.kid}`);

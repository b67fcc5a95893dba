/** What an administrator's script and an agent need to talk to a Keycloak: HTTP with JSON, keys, signed tokens. */
package io.aim.keycloak.cli.client;

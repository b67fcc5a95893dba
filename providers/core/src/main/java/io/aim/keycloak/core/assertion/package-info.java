/** Rules for client assertions (RFC 7523, rfc7523bis) that agents sign with their Ed25519 key. */
@NullMarked
package io.aim.keycloak.core.assertion;

import org.jspecify.annotations.NullMarked;

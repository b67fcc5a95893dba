/** Ed25519 agent keys: parsing, thumbprints, states, signature verification. */
@NullMarked
package io.aim.keycloak.core.key;

import org.jspecify.annotations.NullMarked;

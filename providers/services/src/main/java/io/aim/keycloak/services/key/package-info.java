/** Ed25519 in Keycloak's terms. */
@NullMarked
package io.aim.keycloak.services.key;

import org.jspecify.annotations.NullMarked;

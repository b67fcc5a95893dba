/** How keys are hashed on this server. */
@NullMarked
package io.aim.keycloak.services.apikey.hash;

import org.jspecify.annotations.NullMarked;

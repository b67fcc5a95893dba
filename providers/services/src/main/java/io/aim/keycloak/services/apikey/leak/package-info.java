/** Reports of secret scanners that found a key in public. */
@NullMarked
package io.aim.keycloak.services.apikey.leak;

import org.jspecify.annotations.NullMarked;

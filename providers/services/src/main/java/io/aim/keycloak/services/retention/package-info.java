/** Removal of what is done with and kept no longer; each feature says what that is. */
@NullMarked
package io.aim.keycloak.services.retention;

import org.jspecify.annotations.NullMarked;

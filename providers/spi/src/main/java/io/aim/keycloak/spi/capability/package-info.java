/** Contract of the store of capabilities: types of a realm, grants and requests. */
@NullMarked
package io.aim.keycloak.spi.capability;

import org.jspecify.annotations.NullMarked;

/** Contract of the store of security policies. */
@NullMarked
package io.aim.keycloak.spi.policy;

import org.jspecify.annotations.NullMarked;

/** Contract of the store of decisions and violations. */
@NullMarked
package io.aim.keycloak.spi.decision;

import org.jspecify.annotations.NullMarked;

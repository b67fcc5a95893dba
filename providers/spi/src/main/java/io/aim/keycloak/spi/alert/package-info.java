/** Contract of the store of alerts. */
@NullMarked
package io.aim.keycloak.spi.alert;

import org.jspecify.annotations.NullMarked;

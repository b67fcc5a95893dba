/** Contract of the store of organisation API keys. */
@NullMarked
package io.aim.keycloak.spi.apikey;

import org.jspecify.annotations.NullMarked;

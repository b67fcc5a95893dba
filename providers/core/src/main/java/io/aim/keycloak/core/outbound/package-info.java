/** Where the server may connect to when somebody else names the address. */
@NullMarked
package io.aim.keycloak.core.outbound;

import org.jspecify.annotations.NullMarked;

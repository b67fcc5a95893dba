/** Rules about agents: names, types, the status machine. */
@NullMarked
package io.aim.keycloak.core.agent;

import org.jspecify.annotations.NullMarked;

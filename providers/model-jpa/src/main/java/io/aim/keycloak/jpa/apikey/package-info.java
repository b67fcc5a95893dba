/** API keys and how often they are used, in Keycloak's database. */
@NullMarked
package io.aim.keycloak.jpa.apikey;

import org.jspecify.annotations.NullMarked;

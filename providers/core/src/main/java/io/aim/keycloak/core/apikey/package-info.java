/** Organisation API keys: their form, their scopes, and when one is accepted. */
@NullMarked
package io.aim.keycloak.core.apikey;

import org.jspecify.annotations.NullMarked;

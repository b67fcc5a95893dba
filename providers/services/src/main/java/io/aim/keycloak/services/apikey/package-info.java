/** Organisation API keys: who a key speaks for, and the administration of keys. */
@NullMarked
package io.aim.keycloak.services.apikey;

import org.jspecify.annotations.NullMarked;

/** How often keys are used: counted in memory, written in batches. */
@NullMarked
package io.aim.keycloak.services.apikey.usage;

import org.jspecify.annotations.NullMarked;

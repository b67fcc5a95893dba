/** What agents may do: the catalogue of capabilities, and what a grant of one covers. */
@NullMarked
package io.aim.keycloak.core.capability;

import org.jspecify.annotations.NullMarked;

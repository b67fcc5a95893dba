/** What happened, who did it, and the one catalogue of what can happen; see {@code docs/audit.md}. */
@NullMarked
package io.aim.keycloak.core.audit;

import org.jspecify.annotations.NullMarked;

/** Decisions on what agents are about to do, people who agree to some of it, and what went beyond what agents may do. */
@NullMarked
package io.aim.keycloak.services.decision;

import org.jspecify.annotations.NullMarked;

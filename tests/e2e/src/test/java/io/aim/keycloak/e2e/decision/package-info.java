/** What agents are allowed, who agrees, what came of it, and what went beyond. */
package io.aim.keycloak.e2e.decision;

/** The audit trail: how fast events come in, how fast a large trail is searched, exported and verified. */
package io.aim.keycloak.benchmark.audit;

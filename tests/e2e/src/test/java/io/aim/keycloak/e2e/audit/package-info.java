/** The audit trail: what is written, that nothing is lost, and how it is proven. */
package io.aim.keycloak.e2e.audit;

/** Security policies: their life, who may change them, and what they would have done. */
package io.aim.keycloak.e2e.policy;

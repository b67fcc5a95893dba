/** Real servers and forgeable credentials for tests. Knows the public HTTP contract only, no class of the extension. */
package io.aim.keycloak.testkit;

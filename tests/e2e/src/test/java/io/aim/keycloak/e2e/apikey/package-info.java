/** Organisation API keys. */
package io.aim.keycloak.e2e.apikey;

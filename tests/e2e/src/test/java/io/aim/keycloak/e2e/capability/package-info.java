/** What agents may do: catalogue, grants, requests, tokens. */
package io.aim.keycloak.e2e.capability;

/** Who calls the Admin REST, and what each of them may do: the matrix that the endpoints of every feature are held against. */
package io.aim.keycloak.e2e.caller;

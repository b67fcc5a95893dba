/** A closed-loop load generator for HTTP/1.1. */
package io.aim.keycloak.benchmark.load;

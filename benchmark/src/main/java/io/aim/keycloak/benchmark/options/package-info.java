/** The words of a command line. */
package io.aim.keycloak.benchmark.options;

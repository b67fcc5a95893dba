/** The servers under measurement and the machine that they share with the load. */
package io.aim.keycloak.benchmark.server;

/** What is compared: ways to log in, the clients and agents for them, and their requests. */
package io.aim.keycloak.benchmark.scenario;

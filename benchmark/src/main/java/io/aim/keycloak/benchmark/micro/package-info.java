/** Signature verification alone, by JMH. */
package io.aim.keycloak.benchmark.micro;

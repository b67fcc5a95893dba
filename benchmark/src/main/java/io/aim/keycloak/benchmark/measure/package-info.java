/** Rounds, what they show, and how two variants compare. */
package io.aim.keycloak.benchmark.measure;

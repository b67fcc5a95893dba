/** The figures for people and for programs. */
package io.aim.keycloak.benchmark.report;

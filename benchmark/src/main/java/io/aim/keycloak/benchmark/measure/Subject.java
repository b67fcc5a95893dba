package io.aim.keycloak.benchmark.measure;

import io.aim.keycloak.benchmark.scenario.Requests;
import java.util.List;

/**
 * What rounds are made of.
 *
 * @param id the name in results
 * @param clients who sends, in turn
 * @param connections over how many connections
 * @param expectedStatus the status of a good answer
 */
public record Subject(String id, List<Requests> clients, int connections, int expectedStatus) {}

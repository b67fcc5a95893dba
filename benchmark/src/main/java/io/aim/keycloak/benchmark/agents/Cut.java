package io.aim.keycloak.benchmark.agents;

import java.util.Map;

/**
 * One suspension, as the nodes and the clients saw it; milliseconds.
 *
 * @param call from the request to the answer of the first node
 * @param receipt what the receipt says that the cut took
 * @param toAnswer from the time of the receipt to the answer
 * @param refused from the answer to the first refusal of the second node
 * @param accepted answers of the second node in between that were none
 */
record Cut(double call, double receipt, double toAnswer, Map<Probe, Double> refused, Map<Probe, Integer> accepted) {

    /** From the time of the receipt to the first refusal of the second node. */
    double sinceReceipt(Probe probe) {
        return toAnswer + refused.get(probe);
    }
}

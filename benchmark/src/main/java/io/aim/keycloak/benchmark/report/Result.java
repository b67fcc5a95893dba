package io.aim.keycloak.benchmark.report;

import io.aim.keycloak.benchmark.measure.Comparison;
import io.aim.keycloak.benchmark.measure.Series;
import io.aim.keycloak.benchmark.scenario.Login;
import io.aim.keycloak.benchmark.scenario.Variant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run found.
 *
 * @param facts settings and circumstances, by topic
 * @param tokenBytes the size of each variant's access token
 * @param variants the comparison
 * @param refusals the refused requests
 */
public record Result(
        Map<String, Map<String, String>> facts,
        Map<Variant, Integer> tokenBytes,
        Map<Variant, Series> variants,
        List<Series> refusals) {
    private static final List<Login> OURS = List.of(Login.AIM_PLAIN, Login.AIM);
    private static final List<Login> THEIRS = List.of(Login.CLIENT_JWT_EDDSA, Login.CLIENT_SECRET);

    /** Ours against stock at equal signatures of the tokens, where both were measured. */
    public Map<String, Comparison> comparisons() {
        Map<String, Comparison> all = new LinkedHashMap<>();
        for (String token : tokens()) {
            for (Login theirs : THEIRS) {
                for (Login ours : OURS) {
                    Series one = variants.get(new Variant(ours, token));
                    Series other = variants.get(new Variant(theirs, token));
                    if (one != null && other != null) {
                        all.put(ours.id() + " : " + theirs.id() + " " + token, new Comparison(one, other));
                    }
                }
            }
        }
        return all;
    }

    private List<String> tokens() {
        List<String> tokens = new ArrayList<>();
        for (Variant variant : variants.keySet()) {
            if (!tokens.contains(variant.tokenAlgorithm())) {
                tokens.add(variant.tokenAlgorithm());
            }
        }
        return tokens;
    }
}

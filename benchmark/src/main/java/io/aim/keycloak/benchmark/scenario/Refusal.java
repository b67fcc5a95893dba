package io.aim.keycloak.benchmark.scenario;

import java.util.List;
import java.util.UUID;

/** A wrong request to log in. Who sends it must not learn from the time of the answer which one it was. */
public enum Refusal {
    /** In the name of an agent that does not exist, another one every time. */
    UNKNOWN_AGENT("unknown-agent"),
    /** With a key that the agent does not have. */
    WRONG_KEY("wrong-key"),
    /** With a signature that does not belong to the key that the assertion names. */
    BAD_SIGNATURE("bad-signature");

    private final String id;

    Refusal(String id) {
        this.id = id;
    }

    /** The name in results. */
    public String id() {
        return id;
    }

    Requests requests(TokenEndpoint endpoint, String agent, String kid) {
        SigningKey other = SigningKey.generate("EdDSA");
        return switch (this) {
            case UNKNOWN_AGENT ->
                () -> endpoint.withAssertion("nobody-" + UUID.randomUUID(), other, other.kid())
                        .next();
            case WRONG_KEY -> endpoint.withAssertion(agent, other, other.kid());
            case BAD_SIGNATURE -> endpoint.withAssertion(agent, other, kid);
        };
    }

    /** All of them in the order of a round. */
    public static List<Refusal> all() {
        return List.of(values());
    }
}

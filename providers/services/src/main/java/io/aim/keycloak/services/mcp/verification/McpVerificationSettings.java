package io.aim.keycloak.services.mcp.verification;

import io.aim.keycloak.services.rest.RealmNumber;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.keycloak.models.RealmModel;

/** What a realm sets about verifications of MCP servers. */
public final class McpVerificationSettings {

    /** Hours after which a verified server is verified again. */
    public static final RealmNumber HOURS = new RealmNumber("aim.mcp.verification-hours", 24, 1, 720);

    /** A server that failed is asked again that many times as soon. */
    private static final int SOONER = 4;

    /** The part of the interval by which servers that were verified together drift apart. */
    private static final double JITTER = 0.1;

    private McpVerificationSettings() {}

    /** When to verify again after a success. */
    static Instant next(RealmModel realm, Instant now, RandomGenerator random) {
        return later(Duration.ofHours(HOURS.of(realm)), now, random);
    }

    /** When to verify again after a failure. */
    static Instant retry(RealmModel realm, Instant now, RandomGenerator random) {
        return later(Duration.ofHours(HOURS.of(realm)).dividedBy(SOONER), now, random);
    }

    private static Instant later(Duration interval, Instant now, RandomGenerator random) {
        double factor = 1 - JITTER + 2 * JITTER * random.nextDouble();
        return now.plusMillis(Math.round(interval.toMillis() * factor));
    }
}

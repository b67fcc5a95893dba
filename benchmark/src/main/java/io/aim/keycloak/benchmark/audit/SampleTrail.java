package io.aim.keycloak.benchmark.audit;

import io.aim.keycloak.core.audit.AuditAction;
import io.aim.keycloak.core.audit.AuditActor;
import io.aim.keycloak.core.audit.AuditActorKind;
import io.aim.keycloak.core.audit.AuditEvent;
import io.aim.keycloak.core.audit.AuditResult;
import io.aim.keycloak.core.audit.AuditTarget;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/**
 * The events of a year, in the order of their times: nine of ten are tokens, a few agents are busy and many are not, some
 * are refused, people administer. The same seed gives the same trail but for ids and salts.
 */
final class SampleTrail {
    /** How far back the trail goes. */
    static final Duration YEAR = Duration.ofDays(365);

    private static final int AGENTS = 500;
    private static final int PEOPLE = 25;
    private static final int PERMILLE = 1000;
    private static final int REFUSED = 70;
    private static final int ANONYMOUS = 10;
    private static final int ADMINISTERED = 40;
    private static final List<String> REASONS =
            List.of("invalid_signature", "assertion_expired", "agent_suspended", "unknown_key", "assertion_replayed");
    private static final List<AuditAction> ADMINISTRATION = List.of(
            AuditAction.AGENT_REGISTERED,
            AuditAction.AGENT_UPDATED,
            AuditAction.AGENT_UPDATED,
            AuditAction.AGENT_STATUS_CHANGED,
            AuditAction.AGENT_STATUS_CHANGED,
            AuditAction.AGENT_KEY_PROVEN,
            AuditAction.CLIENT_CHANGED,
            AuditAction.ROLE_CHANGED,
            AuditAction.REALM_SECURITY_CHANGED);

    private final String realmId;
    private final Random random = new Random(20_261_122);
    private final List<String> agents;
    private final List<String> people;
    private final Instant start;
    private final double millisPerEvent;
    private long made;

    SampleTrail(String realmId, long rows, Instant end) {
        this.realmId = realmId;
        this.start = end.minus(YEAR);
        this.millisPerEvent = (double) YEAR.toMillis() / rows;
        this.agents = random.ints(AGENTS).mapToObj(i -> uuid()).toList();
        this.people = random.ints(PEOPLE).mapToObj(i -> uuid()).toList();
    }

    /** Ids of agents, the busiest first. */
    List<String> agents() {
        return agents;
    }

    /** Ids of people. */
    List<String> people() {
        return people;
    }

    /** The next event. */
    AuditEvent next() {
        Instant time = start.plusMillis((long) (made++ * millisPerEvent));
        int kind = random.nextInt(PERMILLE);
        if (kind < ADMINISTERED) {
            return administration(time);
        }
        return token(time, kind < ADMINISTERED + REFUSED, kind < ADMINISTERED + ANONYMOUS);
    }

    private AuditEvent token(Instant time, boolean refused, boolean anonymous) {
        int number = agent();
        AuditActor actor = anonymous
                ? AuditActor.ANONYMOUS
                : new AuditActor(AuditActorKind.AGENT, agents.get(number), "agent-" + number);
        AuditEvent.Builder event = AuditEvent.of(
                refused ? AuditAction.AGENT_TOKEN_REFUSED : AuditAction.AGENT_TOKEN_ISSUED, realmId, time, actor);
        if (!anonymous) {
            event.target(AuditTarget.AGENT, agents.get(number), "agent-" + number)
                    .trustScore(new BigDecimal("0.750"));
        }
        if (refused) {
            event.ended(AuditResult.DENIED, REASONS.get(Math.min(random.nextInt(8), REASONS.size() - 1)));
        }
        return event.correlationId(uuid())
                .from("10.1." + number % 200 + ".17", "agent-runtime/2.3 (linux)")
                .keyThumbprint("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS" + number)
                .detail("client_id", "agent-" + number)
                .detail("event_type", refused ? "client_login_error" : "client_login")
                .detail("assertion_id", uuid())
                .detail("grant_type", "client_credentials")
                .detail("scope", "aim service_account")
                .build();
    }

    private AuditEvent administration(Instant time) {
        AuditAction action = ADMINISTRATION.get(random.nextInt(ADMINISTRATION.size()));
        int person = random.nextInt(PEOPLE);
        int number = random.nextInt(AGENTS);
        AuditEvent.Builder event = AuditEvent.of(
                        action,
                        realmId,
                        time,
                        new AuditActor(AuditActorKind.USER, people.get(person), "person" + person))
                .correlationId(uuid())
                .from("192.0.2." + person, "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0")
                .detail("reason", "change " + made);
        return switch (action) {
            case ROLE_CHANGED ->
                event.target(AuditTarget.USER, people.get(number % PEOPLE), "person" + number % PEOPLE)
                        .detail("operation", "create")
                        .detail("role", "aim-auditor")
                        .build();
            case CLIENT_CHANGED ->
                event.target("client", uuid(), "agent-" + number).build();
            case REALM_SECURITY_CHANGED ->
                event.target("realm", realmId, "benchmark").build();
            default ->
                event.target(AuditTarget.AGENT, agents.get(number), "agent-" + number)
                        .build();
        };
    }

    /** The cube of a number below one favours the small ones. */
    private int agent() {
        double uniform = random.nextDouble();
        return (int) (uniform * uniform * uniform * AGENTS);
    }

    private String uuid() {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }
}

package io.aim.keycloak.core.audit.format;

import io.aim.keycloak.core.audit.AuditAction;
import io.aim.keycloak.core.audit.AuditActor;
import io.aim.keycloak.core.audit.AuditActorKind;
import io.aim.keycloak.core.audit.AuditEvent;
import io.aim.keycloak.core.audit.AuditResult;
import io.aim.keycloak.core.audit.AuditTarget;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Events for tests: one that anybody can picture, and arbitrary ones that no builder has tidied up. */
public final class AuditEvents {

    public static final Instant TIME = Instant.parse("2026-03-04T05:06:07.080Z");

    private static final List<String> ODD_TEXTS = List.of(
            "=1+1",
            "+1",
            "-1",
            "@SUM(A1)",
            " =1",
            "\t=1",
            "\r",
            "\u00a0@x",
            "＝1",
            "'",
            "''=1",
            "a,b",
            "a\"b",
            "a\r\nb",
            "a|b",
            "a\\b",
            "a=b",
            "]",
            "ü 漢 😀",
            " ",
            "1,\"2\"");

    private AuditEvents() {}

    /** An administrator has suspended an agent. */
    public static AuditEvent.Builder suspension() {
        return AuditEvent.of(
                        AuditAction.AGENT_STATUS_CHANGED,
                        "acme",
                        TIME,
                        new AuditActor(AuditActorKind.USER, "user-1", "zoë"))
                .target(AuditTarget.AGENT, "agent-1", "invoice-bot")
                .from("192.0.2.7", "curl/8.5")
                .detail("status", "suspended");
    }

    /** An agent that is known was refused a token. */
    public static AuditEvent.Builder refusal() {
        return AuditEvent.of(
                        AuditAction.AGENT_TOKEN_REFUSED,
                        "acme",
                        TIME,
                        new AuditActor(AuditActorKind.AGENT, "agent-1", "invoice-bot"))
                .ended(AuditResult.DENIED, "assertion_expired")
                .correlationId("jti-1")
                .from("2001:db8::7", "agent/1.0")
                .keyThumbprint("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k")
                .trustScore(new BigDecimal("0.5"));
    }

    /** Texts with all that the formats give a meaning to. */
    public static Arbitrary<String> texts() {
        return Arbitraries.frequencyOf(
                        Tuple.of(2, Arbitraries.of(ODD_TEXTS)),
                        Tuple.of(
                                1,
                                Arbitraries.strings()
                                        .withChars("=+-@'\",|\\]\r\n\t ;aü😀".toCharArray())
                                        .ofMinLength(1)
                                        .ofMaxLength(12)),
                        Tuple.of(1, Arbitraries.strings().ofMinLength(1).ofMaxLength(40)))
                .map(text -> new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
    }

    /** Events of all kinds whose texts are {@link #texts()}. */
    public static Arbitrary<AuditEvent> any() {
        Arbitrary<String> text = texts();
        Arbitrary<String> optional = text.injectNull(0.3);
        Arbitrary<AuditActor> actors = Combinators.combine(Arbitraries.of(AuditActorKind.class), optional, optional)
                .as(AuditActor::new);
        Arbitrary<AuditTarget> targets = Combinators.combine(
                        Arbitraries.of("agent", "user", "client", "role", "realm", "audit"), optional, optional)
                .as(AuditTarget::new)
                .injectNull(0.2);
        Arbitrary<Object[]> rest = Combinators.combine(
                        Combinators.combine(optional, optional, optional).as((a, b, c) -> new String[] {a, b, c}),
                        Combinators.combine(optional, optional, optional).as((a, b, c) -> new String[] {a, b, c}),
                        Arbitraries.bigDecimals()
                                .between(BigDecimal.ZERO, BigDecimal.ONE)
                                .ofScale(3)
                                .injectNull(0.3),
                        Arbitraries.maps(text, text).ofMaxSize(4))
                .as((some, more, score, details) -> new Object[] {some, more, score, details});
        return Combinators.combine(
                        Arbitraries.of(AuditAction.class),
                        Arbitraries.longs().between(0, 4_102_444_800_000L).map(Instant::ofEpochMilli),
                        text,
                        actors,
                        targets,
                        Arbitraries.of(AuditResult.class),
                        rest)
                .as((action, time, realm, actor, target, result, others) -> {
                    String[] some = (String[]) others[0];
                    String[] more = (String[]) others[1];
                    TreeMap<String, String> details = new TreeMap<>();
                    ((Map<?, ?>) others[3]).forEach((k, v) -> details.put(String.valueOf(k), String.valueOf(v)));
                    return new AuditEvent(
                            "id-1",
                            realm,
                            time,
                            action.category(),
                            action.code(),
                            actor,
                            some[0],
                            target,
                            result,
                            some[1],
                            some[2],
                            more[0],
                            more[1],
                            more[2],
                            (BigDecimal) others[2],
                            details);
                })
                .withoutEdgeCases(); // there are more combinations of them than tries
    }
}

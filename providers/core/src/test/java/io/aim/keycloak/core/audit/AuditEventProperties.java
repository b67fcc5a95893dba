package io.aim.keycloak.core.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

/** Whatever callers send, an event can be stored and hashed. */
class AuditEventProperties {

    private static final Instant TIME = Instant.parse("2026-03-04T05:06:07.080Z");

    /** All that a char can be, lone surrogates too, up to lengths that no column has. */
    @Provide
    Arbitrary<String> texts() {
        Arbitrary<Character> chars = Arbitraries.oneOf(
                Arbitraries.chars().all(),
                Arbitraries.chars().range(Character.MIN_SURROGATE, Character.MAX_SURROGATE),
                Arbitraries.chars().range('\0', '\u00ff'));
        return Arbitraries.frequencyOf(
                Tuple.of(3, chars.list().ofMaxSize(20).map(AuditEventProperties::join)),
                Tuple.of(1, chars.list().ofMinSize(60).ofMaxSize(300).map(AuditEventProperties::join)),
                Tuple.of(1, chars.map(c -> String.valueOf(c).repeat(2_000))));
    }

    private static String join(List<Character> chars) {
        StringBuilder text = new StringBuilder();
        chars.forEach(text::append);
        return text.toString();
    }

    @Provide
    Arbitrary<List<String>> eleven() {
        return texts().list().ofSize(11).withoutEdgeCases();
    }

    @Provide
    Arbitrary<Map<String, String>> details() {
        return Arbitraries.maps(texts(), texts()).ofMaxSize(40).withoutEdgeCases();
    }

    @Property(tries = 200)
    void everyTextFitsItsColumnAndTheLeafHasACanonicalForm(
            @ForAll AuditAction action,
            @ForAll AuditActorKind kind,
            @ForAll("eleven") List<String> texts,
            @ForAll("details") Map<String, String> details)
            throws JsonProcessingException {
        AuditEvent event = AuditEvent.of(action, "acme", TIME, new AuditActor(kind, texts.get(0), texts.get(1)))
                .target(AuditTarget.USER, texts.get(2), texts.get(3))
                .onBehalfOf(texts.get(4))
                .ended(AuditResult.FAILURE, texts.get(5))
                .correlationId(texts.get(6))
                .from(texts.get(7), texts.get(8))
                .keyThumbprint(texts.get(9))
                .detail("of the request", texts.get(10))
                .details(details)
                .trustScore(BigDecimal.ONE)
                .build();

        AuditTarget target = event.target();
        assertThat(target).isNotNull();
        assertFits(event.id(), 36);
        assertFits(event.action(), 64);
        assertFits(event.category().code(), 16);
        assertFits(event.actor().kind().code(), 16);
        assertFits(event.actor().id(), 128);
        assertFits(event.actor().name(), 255);
        assertFits(target.id(), 128);
        assertFits(target.name(), 255);
        assertFits(event.onBehalfOf(), 128);
        assertFits(event.result().code(), 16);
        assertFits(event.reason(), 64);
        assertFits(event.correlationId(), 128);
        assertFits(event.sourceIp(), 64);
        assertFits(event.userAgent(), 255);
        assertFits(event.keyThumbprint(), 64);
        assertThat(event.details()).hasSizeLessThanOrEqualTo(33).allSatisfy((name, value) -> {
            assertFits(name, 64);
            assertFits(value, 1024);
        });
        SealedEvent sealed = SealedEvent.of(event);
        String leaf = CanonicalJson.of(sealed.toJson());
        assertThat(CanonicalJson.of(new ObjectMapper().readTree(leaf))).isEqualTo(leaf);
        assertThat(sealed.opened()).isEqualTo(event);
    }

    /** In the length, without what a text column refuses, and unchanged by UTF-8. */
    private static void assertFits(@Nullable String text, int length) {
        if (text != null) {
            assertThat(text).isNotEmpty().hasSizeLessThanOrEqualTo(length);
            assertThat(text.chars()).noneMatch(Character::isISOControl);
            assertThat(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                    .isEqualTo(text);
        }
    }
}

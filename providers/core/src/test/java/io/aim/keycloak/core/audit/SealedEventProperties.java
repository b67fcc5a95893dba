package io.aim.keycloak.core.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aim.keycloak.core.audit.format.AuditEvents;
import java.util.stream.StreamSupport;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

class SealedEventProperties {

    @Provide
    Arbitrary<AuditEvent> events() {
        return AuditEvents.any();
    }

    @Property(tries = 300)
    void openingUndoesSealing(@ForAll("events") AuditEvent event) {
        assertThat(SealedEvent.of(event).opened()).isEqualTo(event);
    }

    @Property(tries = 300)
    void theLeafIsTheSameWithAndWithoutTheData(@ForAll("events") AuditEvent event) {
        SealedEvent sealed = SealedEvent.of(event);
        SealedEvent erased =
                new SealedEvent(sealed.event(), sealed.actorCommitment(), sealed.targetCommitment(), null, null);

        assertThat(CanonicalJson.of(erased.toJson())).isEqualTo(CanonicalJson.of(sealed.toJson()));
        assertThat(erased.erased()).isEqualTo(sealed.actorData() != null || sealed.targetData() != null);
        assertThat(erased.opened()).isEqualTo(sealed.event());
    }

    @Property(tries = 300)
    void commitmentsMatchTheData(@ForAll("events") AuditEvent event) {
        SealedEvent sealed = SealedEvent.of(event);

        assertThat(sealed.actorCommitment()).isEqualTo(commitment(sealed.actorData()));
        assertThat(sealed.targetCommitment()).isEqualTo(commitment(sealed.targetData()));
    }

    private static @Nullable String commitment(@Nullable PersonalData data) {
        return data == null ? null : data.commitment();
    }

    @Property(tries = 300)
    void nothingOfAPersonIsInTheLeaf(@ForAll("events") AuditEvent event) {
        JsonNode leaf = SealedEvent.of(event).toJson();

        if (event.actor().isPerson()) {
            assertThat(leaf.at("/actor").has("name")).isFalse();
            assertThat(leaf.has("sourceIp")).isFalse();
            assertThat(leaf.has("userAgent")).isFalse();
        }
        AuditTarget target = event.target();
        if (target != null && target.isPerson()) {
            assertThat(leaf.at("/target").has("name")).isFalse();
        }
    }

    @Property(tries = 300)
    void theLeafConsistsOfStrings(@ForAll("events") AuditEvent event) {
        assertThat(isOfStrings(SealedEvent.of(event).toJson())).isTrue();
    }

    private static boolean isOfStrings(JsonNode node) {
        return node.isObject()
                ? StreamSupport.stream(node.spliterator(), false).allMatch(SealedEventProperties::isOfStrings)
                : node.isTextual();
    }

    @Property(tries = 300)
    void jsonReadsBackAsTheSameEvent(@ForAll("events") AuditEvent event) {
        assertThat(AuditEventJson.read(AuditEventJson.write(event))).isEqualTo(event);
    }
}

package io.aim.keycloak.core.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.core.audit.tree.MerkleHasher;
import io.aim.keycloak.core.audit.tree.TreeHash;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An event as it is stored: personal data stand beside it, and the event holds their commitments. {@link #toJson()}, in
 * canonical form, is the leaf of the Merkle tree; it stays the same when the personal data are erased.
 *
 * @param event the event without personal data
 * @param actorCommitment commitment to the actor's data, if the actor is a person
 * @param targetCommitment commitment to the target's data, if the target is a person
 * @param actorData the actor's data; null when there never were any, and when they are erased
 * @param targetData the target's data, likewise
 */
public record SealedEvent(
        AuditEvent event,
        @Nullable String actorCommitment,
        @Nullable String targetCommitment,
        @Nullable PersonalData actorData,
        @Nullable PersonalData targetData) {

    private static final String NAME = "name";
    private static final String SOURCE_IP = "sourceIp";
    private static final String USER_AGENT = "userAgent";

    /** Takes the personal data out of an event. */
    public static SealedEvent of(AuditEvent event) {
        PersonalData actor = event.actor().isPerson()
                ? data(NAME, event.actor().name(), SOURCE_IP, event.sourceIp(), USER_AGENT, event.userAgent())
                : null;
        AuditTarget named = event.target();
        PersonalData target = named != null && named.isPerson() ? data(NAME, named.name()) : null;
        return new SealedEvent(
                with(
                        event,
                        actor == null
                                ? event.actor()
                                : new AuditActor(
                                        event.actor().kind(), event.actor().id(), null),
                        target == null || named == null ? named : new AuditTarget(named.kind(), named.id(), null),
                        actor == null ? event.sourceIp() : null,
                        actor == null ? event.userAgent() : null),
                actor == null ? null : actor.commitment(),
                target == null ? null : target.commitment(),
                actor,
                target);
    }

    private static @Nullable PersonalData data(@Nullable String... namesAndValues) {
        SortedMap<String, String> values = new TreeMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            String value = namesAndValues[i + 1];
            if (value != null) {
                values.put(String.valueOf(namesAndValues[i]), value);
            }
        }
        return values.isEmpty() ? null : PersonalData.of(values);
    }

    /** The event with those personal data that are still there. */
    public AuditEvent opened() {
        PersonalData actor = actorData;
        PersonalData target = targetData;
        AuditTarget named = event.target();
        return with(
                event,
                actor == null
                        ? event.actor()
                        : new AuditActor(
                                event.actor().kind(),
                                event.actor().id(),
                                actor.values().get(NAME)),
                target == null || named == null
                        ? named
                        : new AuditTarget(
                                named.kind(), named.id(), target.values().get(NAME)),
                actor == null ? event.sourceIp() : actor.values().get(SOURCE_IP),
                actor == null ? event.userAgent() : actor.values().get(USER_AGENT));
    }

    /** Whether personal data were there and are erased. */
    public boolean erased() {
        return (actorCommitment != null && actorData == null) || (targetCommitment != null && targetData == null);
    }

    private static AuditEvent with(
            AuditEvent event,
            AuditActor actor,
            @Nullable AuditTarget target,
            @Nullable String sourceIp,
            @Nullable String userAgent) {
        return new AuditEvent(
                event.id(),
                event.realmId(),
                event.time(),
                event.category(),
                event.action(),
                actor,
                event.onBehalfOf(),
                target,
                event.result(),
                event.reason(),
                event.correlationId(),
                sourceIp,
                userAgent,
                event.keyThumbprint(),
                event.trustScore(),
                event.details());
    }

    /** The leaf: all strings; members without a value are absent. */
    public ObjectNode toJson() {
        return AuditEventJson.write(event, actorCommitment, targetCommitment);
    }

    /** Hash of the leaf that this event makes (RFC 9162, section 2.1.1, over RFC 8785). */
    public TreeHash leafHash() {
        return leafHash(toJson());
    }

    /**
     * Hash of the leaf that an event makes.
     *
     * @throws IllegalArgumentException if the object has no canonical form
     */
    public static TreeHash leafHash(ObjectNode event) {
        return MerkleHasher.leaf(CanonicalJson.of(event).getBytes(StandardCharsets.UTF_8));
    }
}

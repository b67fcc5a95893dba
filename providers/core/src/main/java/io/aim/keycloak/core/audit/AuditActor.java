package io.aim.keycloak.core.audit;

import org.jspecify.annotations.Nullable;

/**
 * Who acted.
 *
 * @param kind what the actor is
 * @param id id in the realm; null for {@link AuditActorKind#ANONYMOUS} and {@link AuditActorKind#SYSTEM}
 * @param name name at that time; of a user it is personal data
 */
public record AuditActor(
        AuditActorKind kind, @Nullable String id, @Nullable String name) {

    /** The server itself. */
    public static final AuditActor SYSTEM = new AuditActor(AuditActorKind.SYSTEM, null, null);

    /** Somebody who did not authenticate. */
    public static final AuditActor ANONYMOUS = new AuditActor(AuditActorKind.ANONYMOUS, null, null);

    /** The name of a user without id is left out: nobody could erase it again. */
    public AuditActor {
        name = kind == AuditActorKind.USER && id == null ? null : name;
    }

    /** Whether this is a person, whose data can be erased. */
    public boolean isPerson() {
        return kind == AuditActorKind.USER && id != null;
    }
}

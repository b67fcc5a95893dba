package io.aim.keycloak.core.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.aim.keycloak.core.audit.format.AuditEvents;
import org.junit.jupiter.api.Test;

class SealedEventTest {

    private static final AuditActor ZOE = new AuditActor(AuditActorKind.USER, "user-1", "zoë");
    private static final AuditActor BOT = new AuditActor(AuditActorKind.AGENT, "agent-1", "invoice-bot");

    @Test
    void whatIsKnownOfAUserWhoActedLeavesTheEvent() {
        SealedEvent sealed = SealedEvent.of(event(ZOE).build());

        assertThat(sealed.event().actor()).isEqualTo(new AuditActor(AuditActorKind.USER, "user-1", null));
        assertThat(sealed.event().sourceIp()).isNull();
        assertThat(sealed.event().userAgent()).isNull();
        assertThat(sealed.toJson().toString()).doesNotContain("zoë", "192.0.2.7", "curl");
        PersonalData data = sealed.actorData();
        assertThat(data).isNotNull();
        assertThat(data.values())
                .containsEntry("name", "zoë")
                .containsEntry("sourceIp", "192.0.2.7")
                .containsEntry("userAgent", "curl/8.5")
                .hasSize(3);
    }

    @Test
    void theNameOfAUserActedUponLeavesTheEvent() {
        SealedEvent sealed = SealedEvent.of(
                event(BOT).target(AuditTarget.USER, "user-2", "Olivia").build());

        assertThat(sealed.event().target()).isEqualTo(new AuditTarget(AuditTarget.USER, "user-2", null));
        assertThat(sealed.toJson().toString()).doesNotContain("Olivia");
        PersonalData data = sealed.targetData();
        assertThat(data).isNotNull();
        assertThat(data.values()).containsEntry("name", "Olivia").hasSize(1);
    }

    @Test
    void theLeafHasTheCommitmentsInstead() {
        SealedEvent sealed = SealedEvent.of(
                event(ZOE).target(AuditTarget.USER, "user-2", "Olivia").build());
        PersonalData actor = sealed.actorData();
        PersonalData target = sealed.targetData();

        assertThat(actor).isNotNull();
        assertThat(target).isNotNull();
        assertThat(sealed.actorCommitment()).isEqualTo(actor.commitment());
        assertThat(sealed.targetCommitment()).isEqualTo(target.commitment());
        assertThat(sealed.toJson().at("/actor/personal").textValue()).isEqualTo(actor.commitment());
        assertThat(sealed.toJson().at("/target/personal").textValue()).isEqualTo(target.commitment());
    }

    @Test
    void twoEventsOfAUserDoNotShowThatTheirDataAreTheSame() {
        AuditEvent event = event(ZOE).target(AuditTarget.USER, "user-1", "zoë").build();

        assertThat(SealedEvent.of(event).actorCommitment())
                .isNotEqualTo(SealedEvent.of(event).actorCommitment());
        assertThat(SealedEvent.of(event).targetCommitment())
                .isNotEqualTo(SealedEvent.of(event).targetCommitment());
    }

    @Test
    void othersKeepTheirFields() {
        for (AuditActorKind kind : AuditActorKind.values()) {
            if (kind != AuditActorKind.USER) {
                AuditEvent event = event(new AuditActor(kind, "id-1", "name"))
                        .target("client", "client-1", "invoice-client")
                        .build();
                SealedEvent sealed = SealedEvent.of(event);

                assertThat(sealed).isEqualTo(new SealedEvent(event, null, null, null, null));
                assertThat(sealed.erased()).isFalse();
                assertThat(sealed.toJson()).isEqualTo(AuditEventJson.write(event));
            }
        }
    }

    @Test
    void anAgentThatActsUponAUserKeepsItsOwnFields() {
        AuditEvent event =
                event(BOT).target(AuditTarget.USER, "user-2", "Olivia").build();
        SealedEvent sealed = SealedEvent.of(event);

        assertThat(sealed.event().actor()).isEqualTo(BOT);
        assertThat(sealed.event().sourceIp()).isEqualTo("192.0.2.7");
        assertThat(sealed.event().userAgent()).isEqualTo("curl/8.5");
        assertThat(sealed.actorCommitment()).isNull();
        assertThat(sealed.actorData()).isNull();
    }

    @Test
    void aUserOfWhomNothingIsKnownHasNothingToErase() {
        AuditEvent event = AuditEvent.of(
                        AuditAction.AGENT_UPDATED,
                        "acme",
                        AuditEvents.TIME,
                        new AuditActor(AuditActorKind.USER, "user-1", null))
                .target(AuditTarget.USER, "user-2", null)
                .build();

        assertThat(SealedEvent.of(event)).isEqualTo(new SealedEvent(event, null, null, null, null));
        assertThat(SealedEvent.of(event).erased()).isFalse();
    }

    @Test
    void whoeverHasTheDataSeesTheWholeEvent() {
        AuditEvent event =
                event(ZOE).target(AuditTarget.USER, "user-2", "Olivia").build();

        assertThat(SealedEvent.of(event).opened()).isEqualTo(event);
    }

    @Test
    void erasureLeavesTheLeafAndTakesTheData() {
        SealedEvent sealed = SealedEvent.of(
                event(ZOE).target(AuditTarget.USER, "user-2", "Olivia").build());
        SealedEvent actorErased = new SealedEvent(
                sealed.event(), sealed.actorCommitment(), sealed.targetCommitment(), null, sealed.targetData());
        SealedEvent targetErased = new SealedEvent(
                sealed.event(), sealed.actorCommitment(), sealed.targetCommitment(), sealed.actorData(), null);

        assertThat(sealed.erased()).isFalse();
        assertThat(actorErased.erased()).isTrue();
        assertThat(targetErased.erased()).isTrue();
        assertThat(CanonicalJson.of(actorErased.toJson())).isEqualTo(CanonicalJson.of(sealed.toJson()));
        assertThat(CanonicalJson.of(targetErased.toJson())).isEqualTo(CanonicalJson.of(sealed.toJson()));
        assertThat(actorErased.opened().actor()).isEqualTo(new AuditActor(AuditActorKind.USER, "user-1", null));
        assertThat(actorErased.opened().sourceIp()).isNull();
        assertThat(actorErased.opened().userAgent()).isNull();
        assertThat(actorErased.opened().target()).isEqualTo(new AuditTarget(AuditTarget.USER, "user-2", "Olivia"));
        assertThat(targetErased.opened().actor()).isEqualTo(ZOE);
        assertThat(targetErased.opened().target()).isEqualTo(new AuditTarget(AuditTarget.USER, "user-2", null));
    }

    private static AuditEvent.Builder event(AuditActor actor) {
        return AuditEvent.of(AuditAction.AGENT_UPDATED, "acme", AuditEvents.TIME, actor)
                .from("192.0.2.7", "curl/8.5")
                .correlationId("request-1");
    }
}

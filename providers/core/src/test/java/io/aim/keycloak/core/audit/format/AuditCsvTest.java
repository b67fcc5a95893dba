package io.aim.keycloak.core.audit.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.aim.keycloak.core.audit.AuditEvent;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditCsvTest {

    @Test
    void anEventIsOneLineAfterTheHeader() throws IOException {
        AuditEvent event =
                AuditEvents.refusal().detail("b", "2").detail("a", "x,y").build();

        assertThat(csv(7L, event))
                .isEqualTo("seq,id,time,category,action,actorKind,actorId,actorName,onBehalfOf,targetKind,targetId,"
                        + "targetName,result,reason,correlationId,sourceIp,userAgent,keyThumbprint,trustScore,details\r\n"
                        + "7," + event.id()
                        + ",2026-03-04T05:06:07.080Z,authentication,agent.token.refused,agent,agent-1,invoice-bot,,,,"
                        + ",denied,assertion_expired,jti-1,2001:db8::7,agent/1.0,"
                        + "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k,0.500,"
                        + "\"{\"\"a\"\":\"\"x,y\"\",\"\"b\"\":\"\"2\"\"}\"\r\n");
    }

    @Test
    void withoutASequenceNumberTheFirstFieldIsEmpty() throws IOException {
        assertThat(csv(null, AuditEvents.refusal().build())).contains("details\r\n,0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM", " =1", "\u00a0 @x", "\ufeff=1", "＝1", "\u0001x", "'=1", "\tx"})
    void whatASpreadsheetMightRunGetsAnApostrophe(String name) throws IOException {
        assertThat(csv(null, named(name))).contains(",'" + name + ",");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\rx", "\n=1", "\r=1"})
    void lineBreaksInFrontAreGuardedInsideTheQuotes(String name) throws IOException {
        assertThat(csv(null, named(name))).contains(",\"'" + name + "\",");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=1", "a-b", "1", "x@example.org", " x"})
    void anythingElseStaysAsItIs(String name) throws IOException {
        assertThat(csv(null, named(name))).contains("," + name + ",");
    }

    private static AuditEvent named(String name) {
        AuditEvent event = AuditEvents.refusal().build();
        return new AuditEvent(
                event.id(),
                event.realmId(),
                event.time(),
                event.category(),
                event.action(),
                event.actor(),
                name,
                null,
                event.result(),
                null,
                null,
                null,
                null,
                null,
                null,
                event.details());
    }

    private static String csv(Long sequence, AuditEvent event) throws IOException {
        StringBuilder out = new StringBuilder();
        AuditCsv.begin(out).row(sequence, event);
        return out.toString();
    }
}

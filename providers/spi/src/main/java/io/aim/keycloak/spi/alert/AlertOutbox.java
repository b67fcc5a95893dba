package io.aim.keycloak.spi.alert;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.keycloak.models.RealmModel;

/**
 * What people are told by e-mail. An alert that is new, or that became more urgent, is due once; for whom it is due comes
 * into the outbox in the transaction that takes it. Who sends claims what waits for one recipient, sends without a
 * transaction, and then says how that went; a claim ends with its time.
 */
public interface AlertOutbox {

    /** Places of alerts that somebody has to be told of and nobody snoozed, oldest first. */
    List<Due> due(Instant now, int max);

    /** An alert that is due. */
    record Due(String realmId, String alertId) {}

    /** Takes an alert that is due, if nobody else did. */
    Optional<Alert> take(RealmModel realm, String alertId);

    /** Puts an alert into the outbox, for a user or for {@link AlertMail#CONTACT}. */
    void add(Alert alert, String recipient, Instant now);

    /** For whom something waits, and may be sent now; those to whom sending failed come last. */
    List<Waiting> waiting(Instant now, int max);

    /** Somebody for whom so many alerts wait. */
    record Waiting(String realmId, String recipient, long count) {}

    /**
     * Claims what waits for somebody and may be sent now, oldest first.
     *
     * @param claim a name that no other claim has
     * @param until when the claim ends by itself
     */
    List<AlertMail> claim(Waiting waiting, String claim, Instant now, Instant until, int max);

    /** What was claimed is sent, or not to be sent any more. */
    int done(Waiting waiting, String claim);

    /** What was claimed could not be sent, and waits until then. */
    int failed(Waiting waiting, String claim, Instant retryAt);
}

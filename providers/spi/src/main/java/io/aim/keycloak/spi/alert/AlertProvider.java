package io.aim.keycloak.spi.alert;

import io.aim.keycloak.core.alert.AlertSignal;
import io.aim.keycloak.core.alert.AlertState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.RealmModel;
import org.keycloak.provider.Provider;

/**
 * Store of alerts. Every method works in the session's transaction and sees one realm only: an id of another realm is not
 * found. Any feature may raise alerts, together with what they are about.
 */
public interface AlertProvider extends Provider {

    /**
     * Raises an alert, or counts the signal in the one of the same key that is not resolved: that gets the higher
     * severity of the two. One statement, so that nodes that do this at the same moment make one alert. Others who
     * raise the same alert wait for the end of this transaction: raise several in the order of their keys.
     */
    void raise(RealmModel realm, AlertSignal signal);

    /** The alert with that id; whatever text a caller sends may be looked up. */
    Optional<Alert> get(RealmModel realm, String id);

    /** The alert as it is now, locked until the end of the transaction. */
    Optional<Alert> lock(RealmModel realm, String id);

    /** The alert of that key that is not resolved, as it is now, locked until the end of the transaction. */
    Optional<Alert> lockLive(RealmModel realm, String dedupKey);

    /** Those of the alerts that are there, in the order of the ids. */
    List<Alert> all(RealmModel realm, List<String> ids);

    /**
     * A page of alerts.
     *
     * @param after the last alert of the page before
     * @param max size of the page
     */
    AlertPage search(RealmModel realm, AlertQuery query, AlertQuery.@Nullable Position after, int max);

    /** How many alerts a query finds, by state and severity; without those of which there are none. */
    List<AlertCount> count(RealmModel realm, AlertQuery query);

    /**
     * Brings an alert that is {@link #lock locked} into another state; whether that is legal is the caller's business.
     *
     * @param by id of who does it
     */
    void change(Alert alert, AlertState next, @Nullable String note, @Nullable String by, Instant at);

    /** Gives an alert that is {@link #lock locked} to a user, or to nobody. */
    void assign(Alert alert, @Nullable String userId);

    /** Lets nobody be told of an alert that is {@link #lock locked} until then, or ends that. */
    void snooze(Alert alert, @Nullable Instant until);

    /** As {@link #lockLive(RealmModel, String)}, all alerts about an agent. */
    List<Alert> lockAllLive(RealmModel realm, String agentId);

    /**
     * Removes alerts that were resolved before that time, and suppressed ones of which the same is true and that did not
     * happen since: the oldest, at most so many. Says how many; what somebody else works on is left for another time.
     */
    int removeBefore(RealmModel realm, Instant before, int max);

    /** How far the rules have looked at a realm's trail, and what they remember. */
    AlertProgress progress(RealmModel realm);

    /** Ids of realms with events that the rules have not looked at. */
    List<String> realmsToLookAt();

    /** Alerts that somebody has to be told of, and what is on its way to whom. */
    AlertOutbox outbox();
}

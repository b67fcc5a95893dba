package io.aim.keycloak.core.alert;

/** What a part of a trail says about the alert of one key. */
public sealed interface AlertChange permits AlertSignal, AlertEnding {

    /** Which alert: what ties it to what is the same thing happening again. */
    String dedupKey();
}

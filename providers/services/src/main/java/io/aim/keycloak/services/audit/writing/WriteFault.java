package io.aim.keycloak.services.audit.writing;

import java.sql.SQLException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** Whose fault it is that events were not written. */
enum WriteFault {

    /** An event's own: the database will never take it as it is. */
    EVENT,

    /** The database's or the way there: no event would have been taken. */
    OUTAGE,

    /** Somebody's; one by one the events would show whose. */
    UNCLEAR;

    private static final String DUPLICATE_KEY = "23505";

    /** Classes of SQLSTATE: data, constraints, limits of the database that a row exceeds. */
    private static final Set<String> EVENT_CLASSES = Set.of("22", "23", "54");

    /** Connection, read-only transaction, resources, locks, operator's intervention, system; authorisation; no such database. */
    private static final Set<String> OUTAGE_CLASSES = Set.of("08", "25", "28", "3D", "53", "55", "57", "58", "90");

    static WriteFault of(Throwable failure) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Throwable cause = failure; cause != null && seen.add(cause); cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return of(sql.getSQLState());
            }
            if (cause instanceof StoreHangsException) {
                return OUTAGE;
            }
        }
        return failure instanceof IllegalArgumentException ? EVENT : UNCLEAR;
    }

    private static WriteFault of(String state) {
        if (state == null || state.length() < 2) {
            return OUTAGE; // the connection pool's own exceptions have no state
        }
        if (state.equals(DUPLICATE_KEY)) {
            return UNCLEAR; // the row may have come there another way
        }
        String type = state.substring(0, 2);
        return EVENT_CLASSES.contains(type) ? EVENT : OUTAGE_CLASSES.contains(type) ? OUTAGE : UNCLEAR;
    }
}

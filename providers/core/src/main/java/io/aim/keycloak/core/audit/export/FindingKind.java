package io.aim.keycloak.core.audit.export;

/** What can be wrong with an export. */
public enum FindingKind {
    /** An event is not the one that its hash was made of, or a row has another number. */
    CHANGED,
    /** Rows, or the line of a block, are missing. */
    DELETED,
    /** A line that does not belong there, or stands there twice. */
    INSERTED,
    /** A row stands in another place. */
    REORDERED,
    /** The export ends before the checkpoint. */
    TRUNCATED,
    /** Hashes of a block do not give its recorded root: one of its rows was altered with its hash, or the root was. */
    HASHES_ALTERED,
    /** Personal data do not match their commitment. */
    PERSONAL_DATA_CHANGED,
    /** A row is there, but holds no event any more: somebody changed it. */
    UNREADABLE,
    /** An event was put into the trail past the server: it has no leaf. */
    UNPROVEN,
    /** The manifest does not say what the archive holds. */
    MANIFEST_MISMATCH,
    /** A line is not of the format. */
    MALFORMED_LINE,
    /** The hashes do not give the root of the checkpoint. */
    ROOT_MISMATCH,
    /** The checkpoint is malformed, or a trusted key did not make the signature that names it. */
    CHECKPOINT_INVALID,
    /** None of the trusted keys signed the checkpoint. */
    CHECKPOINT_KEY_UNKNOWN
}

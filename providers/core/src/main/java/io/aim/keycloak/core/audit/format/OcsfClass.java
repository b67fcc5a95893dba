package io.aim.keycloak.core.audit.format;

/** Classes of the OCSF category Identity &amp; Access Management (3) that events are mapped to. */
public enum OcsfClass {
    ACCOUNT_CHANGE(3001, "Account Change"),
    AUTHENTICATION(3002, "Authentication"),
    AUTHORIZE_SESSION(3003, "Authorize Session"),
    ENTITY_MANAGEMENT(3004, "Entity Management"),
    USER_ACCESS_MANAGEMENT(3005, "User Access Management");

    /** {@code activity_id} of an activity that the class has no number for; the action's code is its name. */
    public static final int OTHER = 99;

    private final int uid;
    private final String caption;

    OcsfClass(int uid, String caption) {
        this.uid = uid;
        this.caption = caption;
    }

    /** {@code class_uid}. */
    public int uid() {
        return uid;
    }

    /** {@code class_name}. */
    public String caption() {
        return caption;
    }

    /** {@code type_uid} of an {@code activity_id}. */
    public int typeUid(int activity) {
        return uid * 100 + activity;
    }

    /** {@code activity_name} of an {@code activity_id}; {@code other} for those that no event is mapped to. */
    String activityName(int activity, String other) {
        return switch (typeUid(activity)) {
            case 300101, 300401 -> "Create";
            case 300102 -> "Enable";
            case 300105 -> "Disable";
            case 300106, 300404 -> "Delete";
            case 300201 -> "Logon";
            case 300402 -> "Read";
            case 300403 -> "Update";
            case 300410 -> "Activate";
            case 300411 -> "Deactivate";
            case 300503 -> "Assign Role";
            case 300504 -> "Remove Role";
            default -> other;
        };
    }
}

package io.aim.keycloak.core.mcp.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A tool that came, went or is described differently.
 *
 * @param name of the tool
 * @param kind what happened
 * @param pinBefore null if it was not there
 * @param pinNow null if it is no longer there
 * @param differences of a changed tool, what is different
 */
public record ToolChange(
        String name,
        Kind kind,
        @Nullable String pinBefore,
        @Nullable String pinNow,
        List<ToolDifference> differences) {

    /** What happened to a tool. */
    public enum Kind {
        ADDED("added"),
        REMOVED("removed"),
        CHANGED("changed");

        private final String code;

        Kind(String code) {
            this.code = code;
        }

        /** Stable machine-readable code. */
        public String code() {
            return code;
        }
    }

    public ToolChange {
        differences = List.copyOf(differences);
    }

    /** Nothing if both have the same pin. */
    static Optional<ToolChange> between(@Nullable McpTool before, @Nullable McpTool now) {
        if (before == null && now == null) {
            return Optional.empty();
        }
        if (before == null) {
            return Optional.of(new ToolChange(now.name(), Kind.ADDED, null, now.pin(), List.of()));
        }
        if (now == null) {
            return Optional.of(new ToolChange(before.name(), Kind.REMOVED, before.pin(), null, List.of()));
        }
        ObjectNode was = before.description();
        return before.pin().equals(now.pin())
                ? Optional.empty()
                : Optional.of(new ToolChange(
                        now.name(),
                        Kind.CHANGED,
                        before.pin(),
                        now.pin(),
                        ToolDifference.between(was, now.description())));
    }
}

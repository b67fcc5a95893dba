package io.aim.keycloak.services.audit.anchor;

import java.util.List;
import org.keycloak.provider.Provider;

/** The background work that gives checkpoints to anchors. */
public interface AuditAnchoringProvider extends Provider {

    /** Ids of the anchors that are configured. */
    List<String> anchors();
}

package io.aim.keycloak.services.decision;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Answers of the OpenID AuthZEN Authorization API 1.0, in the order of the requests. */
@Schema(name = "AccessAnswers")
public record AccessAnswersRepresentation(List<AccessAnswerRepresentation> evaluations) {}

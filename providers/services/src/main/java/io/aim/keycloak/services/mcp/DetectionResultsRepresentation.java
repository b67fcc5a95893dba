package io.aim.keycloak.services.mcp;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What became of a report.
 *
 * @param items in the order of the report
 */
@Schema(name = "DetectionResults")
public record DetectionResultsRepresentation(List<DetectionResult> items) {}

<#ftl output_format="plainText">
${msg("aimAlertGreeting", realmName)}

${msg("aimAlertSubject_" + alert.type, alert.subject)}
${msg("aimAlertAdvice_" + alert.type)}

${msg("aimAlertSeverity")}: ${msg("aimAlertSeverity_" + alert.severity)}
${msg("aimAlertCount")}: ${alert.count}
${msg("aimAlertFirstSeen")}: ${alert.firstSeenAt}
${msg("aimAlertLastSeen")}: ${alert.lastSeenAt}
${msg("aimAlertId")}: ${alert.id}

${msg("aimAlertReason")}

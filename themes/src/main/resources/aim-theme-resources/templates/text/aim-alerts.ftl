<#ftl output_format="plainText">
${msg("aimAlertsGreeting", alerts?size, realmName)}

<#list alerts as alert>
- ${msg("aimAlertSubject_" + alert.type, alert.subject)}
  ${msg("aimAlertSeverity")}: ${msg("aimAlertSeverity_" + alert.severity)}, ${msg("aimAlertCount")}: ${alert.count}, ${msg("aimAlertLastSeen")}: ${alert.lastSeenAt}, ${msg("aimAlertId")}: ${alert.id}
</#list>

${msg("aimAlertReason")}
